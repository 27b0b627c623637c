-- What was said of requests after their words were erased here, so that these words are found and erased too.
CREATE INDEX without_effect_erased ON without_effect (peer, about) WHERE code = 'request-erased';
