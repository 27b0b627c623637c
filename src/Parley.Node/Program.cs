using Parley.Node.Commands;

return await ParleyCommand.Run(args);
