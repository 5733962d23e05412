using Baton.Bench;

// baton-bench COMMAND: measures one thing and prints the figures; every command is a class of its own.
switch (args.FirstOrDefault())
{
    case "engine":
        EngineBench.Run();
        return 0;
    case "jsonata":
        JsonataBench.Run(args.ElementAtOrDefault(1) ?? "");
        return 0;
    case "list":
        await ListBench.RunAsync(int.Parse(args.ElementAtOrDefault(1) ?? "1000000", System.Globalization.CultureInfo.InvariantCulture));
        return 0;
    default:
        await Console.Error.WriteLineAsync("Usage: Baton.Bench engine | jsonata [CASES] | list [EXECUTIONS]");
        return 2;
}
