using System.Text.Json;
using Baton.Cli;
using Baton.FaultyServer;
using Baton.Server;
using Baton.Store.Copying;
using Baton.Store.CrashChild;
using Baton.Store.Sqlite;

// faulty-server serve --data FOLDER --port PORT: the server on a disk that fails, and by a clock that is set, as it is told to on its input. Each line there
// is {"disk": FAULT or null} or {"clock": SECONDS off the machine's}, and is answered with "done". BATON_FAULT is a fault from the start on.
// faulty-server count --data FOLDER: how many rows each table has, as JSON. faulty-server ARGUMENT...: any other command of baton on that disk.
var disk = new FaultyDisk(isDefault: true);
if (Environment.GetEnvironmentVariable("BATON_FAULT") is { } fault) disk.Fault = DiskFault.Parse(fault).Answer;
if (args is ["count", ..]) return await CountAsync();
if (args is not ["serve", ..]) return await CommandLine.RunAsync(args, CliHost.OfProcess());
var clock = new SteppedClock();
new Thread(TakeOrders) { IsBackground = true }.Start();
return await ServerProcess.RunAsync(
    new ServerOptions { DataFolder = Argument("--data"), Port = int.Parse(Argument("--port"), null), Clock = clock }, Console.Out, Console.Error, CancellationToken.None);

string Argument(string name) => args[Array.IndexOf(args, name) + 1];

async Task<int> CountAsync()
{
    await using var store = SqliteStoreCopy.OpenSource(new SqliteStoreOptions { Folder = Argument("--data") });
    var counts = new Dictionary<string, long>();
    foreach (var table in StoreTable.All) counts[table.Name] = await store.CountAsync(table, CancellationToken.None);
    Console.WriteLine(JsonSerializer.Serialize(counts));
    return 0;
}

void TakeOrders()
{
    while (Console.ReadLine() is { } line)
    {
        using var order = JsonDocument.Parse(line);
        if (order.RootElement.TryGetProperty("clock", out var seconds)) clock.Offset = TimeSpan.FromSeconds(seconds.GetDouble());
        if (order.RootElement.TryGetProperty("disk", out var told)) disk.Fault = told.ValueKind == JsonValueKind.Null ? null : DiskFault.Parse(told.GetRawText()).Answer;
        Console.WriteLine("done");
    }
}
