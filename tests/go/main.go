// Checks what Parley writes with the note and tlog packages of golang.org/x/mod alone, so that nobody has to
// take Parley's own word for its formats.
//
//	main record FOLDER                          checks a record folder
//	main proof STATEMENT PROOF CARD CARD        checks the evidence for one statement
//	main tree FILE                              checks docs/spec/vectors/tree.json
//	main parcel FILE                            checks docs/spec/vectors/parcel.json
package main

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println("good")
}

func run(args []string) error {
	switch {
	case len(args) == 2 && args[0] == "record":
		return checkRecord(args[1])
	case len(args) == 5 && args[0] == "proof":
		return checkProof(args[1], args[2], args[3], args[4])
	case len(args) == 2 && args[0] == "tree":
		return checkTree(args[1])
	case len(args) == 2 && args[0] == "parcel":
		return checkParcels(args[1])
	}
	return fmt.Errorf("usage: main record FOLDER | proof STATEMENT PROOF CARD CARD | tree FILE | parcel FILE")
}

// A cosigner verifies signatures of type 0x04, which the note package leaves to its users.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func newCosigner(vkey string) (*cosigner, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, fmt.Errorf("malformed cosigner key %q", vkey)
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 33 || key[0] != 4 {
		return nil, fmt.Errorf("malformed cosigner key %q", vkey)
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	hash := binary.BigEndian.Uint32(sum[:])
	if fmt.Sprintf("%08x", hash) != parts[1] {
		return nil, fmt.Errorf("wrong hash in cosigner key %q", vkey)
	}
	return &cosigner{parts[0], hash, key[1:]}, nil
}

func (c *cosigner) Name() string    { return c.name }
func (c *cosigner) KeyHash() uint32 { return c.hash }
func (c *cosigner) Verify(msg, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	text := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(sig), msg)
	return ed25519.Verify(c.key, []byte(text), sig[8:])
}

// A card gives the keys of one party.
type card struct {
	party, domain string
	sign          ed25519.PublicKey
	cosign        *cosigner
}

func readCard(path string) (*card, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	fields := map[string]string{}
	for _, line := range strings.Split(string(text), "\n") {
		if i := strings.Index(line, " "); i > 0 {
			fields[line[:i]] = line[i+1:]
		}
	}
	verifier, err := note.NewVerifier(fields["sign"])
	if err != nil {
		return nil, fmt.Errorf("%s: %v", path, err)
	}
	if _, err := note.Open(text, note.VerifierList(verifier)); err != nil {
		return nil, fmt.Errorf("%s: %v", path, err)
	}
	key, err := base64.StdEncoding.DecodeString(strings.SplitN(fields["sign"], "+", 3)[2])
	if err != nil {
		return nil, err
	}
	cosign, err := newCosigner(fields["cosign"])
	if err != nil {
		return nil, err
	}
	return &card{fields["party"], fields["domain"], key[1:], cosign}, nil
}

// A checkpoint as its signed note says it.
type checkpoint struct {
	origin string
	size   int64
	root   tlog.Hash
	signed int
}

func openCheckpoint(text []byte, writer, reader *card) (*checkpoint, error) {
	origin := writer.domain + "/" + strings.ToLower(reader.party)
	vkey, err := note.NewEd25519VerifierKey(origin, writer.sign)
	if err != nil {
		return nil, err
	}
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return nil, err
	}
	opened, err := note.Open(text, note.VerifierList(verifier, reader.cosign))
	if err != nil {
		return nil, err
	}
	if len(opened.UnverifiedSigs) != 0 || opened.Sigs[0].Name != origin {
		return nil, fmt.Errorf("a signature is not by the keys of the cards")
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != origin || lines[3] != "" {
		return nil, fmt.Errorf("not a checkpoint of %s", origin)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return nil, err
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return nil, err
	}
	return &checkpoint{origin, size, root, len(opened.Sigs)}, nil
}

type stored []tlog.Hash

func (s stored) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index >= int64(len(s)) {
			return nil, fmt.Errorf("there is no hash %d", index)
		}
		out[i] = s[index]
	}
	return out, nil
}

func checkRecord(folder string) error {
	paths, err := filepath.Glob(filepath.Join(folder, "*.card"))
	if err != nil || len(paths) != 2 {
		return fmt.Errorf("%s does not hold two cards", folder)
	}
	first, err := readCard(paths[0])
	if err != nil {
		return err
	}
	second, err := readCard(paths[1])
	if err != nil {
		return err
	}
	if err := checkLedger(folder, first, second); err != nil {
		return err
	}
	return checkLedger(folder, second, first)
}

func checkLedger(folder string, writer, reader *card) error {
	name := filepath.Join(folder, writer.party+"-to-"+reader.party)
	lines, err := os.ReadFile(name + ".jsonl")
	if err != nil {
		return err
	}
	notes, err := os.ReadFile(name + ".checkpoints")
	if err != nil {
		return err
	}
	statements := bytes.Split(bytes.TrimSuffix(lines, []byte("\n")), []byte("\n"))
	var hashes stored
	for i, statement := range statements {
		more, err := storedHashes(int64(i), statement, hashes)
		if err != nil {
			return err
		}
		hashes = append(hashes, more...)
	}
	last := &checkpoint{}
	parts := strings.Split(string(notes), "\n\n")
	for i := 0; i+1 < len(parts); i += 2 {
		text := parts[i] + "\n\n" + strings.TrimSuffix(parts[i+1], "\n") + "\n"
		next, err := openCheckpoint([]byte(text), writer, reader)
		if err != nil {
			return fmt.Errorf("%s, checkpoint %d: %v", name, i/2+1, err)
		}
		if next.size > int64(len(statements)) {
			return fmt.Errorf("%s: checkpoint %d covers more than there is", name, i/2+1)
		}
		root, err := tlog.TreeHash(next.size, hashes)
		if err != nil || root != next.root {
			return fmt.Errorf("%s: checkpoint %d has another root: %v", name, i/2+1, err)
		}
		if last.size > 0 {
			proof, err := tlog.ProveTree(next.size, last.size, hashes)
			if err != nil {
				return err
			}
			if err := tlog.CheckTree(proof, next.size, next.root, last.size, last.root); err != nil {
				return fmt.Errorf("%s: checkpoint %d: %v", name, i/2+1, err)
			}
		}
		last = next
	}
	if last.size != int64(len(statements)) || last.signed != 2 {
		return fmt.Errorf("%s: not all statements are signed and receipted", name)
	}
	return nil
}

// storedHashes takes, in the place of a statement whose words were erased, the hash of its leaf (docs/spec/ledger.md).
func storedHashes(index int64, statement []byte, hashes stored) ([]tlog.Hash, error) {
	leaf, erased, err := erasedLeaf(statement)
	if err != nil {
		return nil, err
	}
	if erased {
		return tlog.StoredHashesForRecordHash(index, leaf, hashes)
	}
	return tlog.StoredHashes(index, statement, hashes)
}

func erasedLeaf(statement []byte) (tlog.Hash, bool, error) {
	text := string(statement)
	if !strings.HasPrefix(text, "erased ") {
		return tlog.Hash{}, false, nil
	}
	leaf, err := tlog.ParseHash(strings.TrimPrefix(text, "erased "))
	return leaf, true, err
}

func checkProof(statementPath, proofPath, firstCard, secondCard string) error {
	statement, err := os.ReadFile(statementPath)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(proofPath)
	if err != nil {
		return err
	}
	head, signed, found := strings.Cut(string(text), "\n\n")
	lines := strings.Split(head, "\n")
	if !found || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" || !strings.HasPrefix(lines[1], "index ") {
		return fmt.Errorf("not a tlog-proof")
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	if err != nil {
		return err
	}
	var proof tlog.RecordProof
	for _, line := range lines[2:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return err
		}
		proof = append(proof, hash)
	}
	first, err := readCard(firstCard)
	if err != nil {
		return err
	}
	second, err := readCard(secondCard)
	if err != nil {
		return err
	}
	opened, err := openCheckpoint([]byte(signed), first, second)
	if err != nil {
		if opened, err = openCheckpoint([]byte(signed), second, first); err != nil {
			return err
		}
	}
	if opened.signed != 2 {
		return fmt.Errorf("the checkpoint is not both signed and receipted")
	}
	leaf, erased, err := erasedLeaf(statement)
	if err != nil {
		return err
	}
	if !erased {
		leaf = tlog.RecordHash(statement)
	}
	return tlog.CheckRecord(proof, opened.size, opened.root, index, leaf)
}

func checkTree(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var vectors struct {
		Leaves    []string
		Roots     []tlog.Hash
		Inclusion []struct {
			Index, Size int64
			Path        tlog.RecordProof
		}
		Consistency []struct {
			Older, Newer int64
			Proof        tlog.TreeProof
		}
	}
	if err := json.Unmarshal(text, &vectors); err != nil {
		return err
	}
	for _, p := range vectors.Inclusion {
		leaf := tlog.RecordHash([]byte(vectors.Leaves[p.Index]))
		if err := tlog.CheckRecord(p.Path, p.Size, vectors.Roots[p.Size], p.Index, leaf); err != nil {
			return fmt.Errorf("inclusion of %d in %d: %v", p.Index, p.Size, err)
		}
	}
	for _, p := range vectors.Consistency {
		if err := tlog.CheckTree(p.Proof, p.Newer, vectors.Roots[p.Newer], p.Older, vectors.Roots[p.Older]); err != nil {
			return fmt.Errorf("consistency of %d with %d: %v", p.Older, p.Newer, err)
		}
	}
	return nil
}

const chunk = 65536

// Reads docs/spec/vectors/parcel.json: seals every file, and opens what may be opened and nothing else.
func checkParcels(path string) error {
	var vectors struct {
		Key  string
		Good []struct {
			Size         int
			Sha256       string
			SealedSize   int
			SealedSha256 string
			Ciphertext   string
		}
		Bad []struct {
			Name      string
			Of, Size  int
			Stretches [][2]int
			Changed   *int
			Key       string
		}
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, &vectors); err != nil {
		return err
	}
	for _, good := range vectors.Good {
		file := parcelFile(good.Size)
		sealed, err := sealParcel(vectors.Key, file)
		if err != nil {
			return err
		}
		if len(sealed) != good.SealedSize || fmt.Sprintf("%x", sha256.Sum256(sealed)) != good.SealedSha256 {
			return fmt.Errorf("the file of %d bytes is sealed to something else", good.Size)
		}
		if fmt.Sprintf("%x", sha256.Sum256(file)) != good.Sha256 {
			return fmt.Errorf("the file of %d bytes has another hash", good.Size)
		}
		if good.Ciphertext != "" && good.Ciphertext != base64.StdEncoding.EncodeToString(sealed) {
			return fmt.Errorf("the ciphertext of %d bytes is another", good.Size)
		}
		opened, err := openParcel(vectors.Key, sealed, good.Size)
		if err != nil || !bytes.Equal(opened, file) {
			return fmt.Errorf("the file of %d bytes does not open: %v", good.Size, err)
		}
	}
	for _, bad := range vectors.Bad {
		whole, err := sealParcel(vectors.Key, parcelFile(bad.Of))
		if err != nil {
			return err
		}
		var sealed []byte
		for _, stretch := range bad.Stretches {
			sealed = append(sealed, whole[stretch[0]:stretch[1]]...)
		}
		if bad.Changed != nil {
			sealed[*bad.Changed] ^= 1
		}
		key := vectors.Key
		if bad.Key != "" {
			key = bad.Key
		}
		if _, err := openParcel(key, sealed, bad.Size); err == nil {
			return fmt.Errorf("%s: opens", bad.Name)
		}
	}
	return nil
}

func parcelFile(size int) []byte {
	file := make([]byte, size)
	for i := range file {
		file[i] = byte(i % 251)
	}
	return file
}

func parcelCipher(key string) (cipher.AEAD, error) {
	raw, err := base64.RawURLEncoding.DecodeString(key)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(raw)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

func parcelNonce(counter int, last bool) []byte {
	nonce := make([]byte, 12)
	binary.BigEndian.PutUint32(nonce[7:], uint32(counter))
	if last {
		nonce[11] = 1
	}
	return nonce
}

func sealParcel(key string, file []byte) ([]byte, error) {
	aead, err := parcelCipher(key)
	if err != nil {
		return nil, err
	}
	var sealed []byte
	for counter := 0; ; counter++ {
		last := len(file) <= chunk
		length := chunk
		if last {
			length = len(file)
		}
		sealed = aead.Seal(sealed, parcelNonce(counter, last), file[:length], nil)
		file = file[length:]
		if last {
			return sealed, nil
		}
	}
}

func openParcel(key string, sealed []byte, size int) ([]byte, error) {
	aead, err := parcelCipher(key)
	if err != nil {
		return nil, err
	}
	var file []byte
	for counter := 0; ; counter++ {
		left := size - len(file)
		last := left <= chunk
		length := chunk
		if last {
			length = left
		}
		if len(sealed) < length+16 || last && len(sealed) != length+16 {
			return nil, fmt.Errorf("another length")
		}
		file, err = aead.Open(file, parcelNonce(counter, last), sealed[:length+16], nil)
		if err != nil {
			return nil, err
		}
		sealed = sealed[length+16:]
		if last {
			return file, nil
		}
	}
}
