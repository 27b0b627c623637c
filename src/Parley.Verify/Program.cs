using Parley.Verify;

return VerifyCommand.Run(args, Console.Out, Console.Error);
