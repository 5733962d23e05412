using Baton.Bench;

// baton-bench COMMAND: measures one thing and prints the figures; every command is a class of its own.
switch (args.FirstOrDefault())
{
    case "engine":
        EngineBench.Run();
        return 0;
    default:
        await Console.Error.WriteLineAsync("Usage: Baton.Bench engine");
        return 2;
}
