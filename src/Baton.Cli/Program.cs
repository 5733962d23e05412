using Baton.Cli;

return await CommandLine.RunAsync(args, CliHost.OfProcess());
