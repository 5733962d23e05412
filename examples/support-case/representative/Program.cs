using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SupportCase.Representative;

// The support representative: a worker that polls two activities. Options, as --NAME VALUE or in the environment:
//   as        who the representative is (anna)
//   scenario  how it behaves in cases that do not say so themselves (happy); see scenarios.json
//   pace      how many seconds a piece of work takes (1)
// BATON_ENDPOINT says where Baton is.
var builder = Host.CreateApplicationBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);

var name = builder.Configuration["as"] ?? "anna";
var desk = new Desk(name, new Scenarios(builder.Configuration["scenario"] ?? "happy"), TimeSpan.FromSeconds(builder.Configuration.GetValue("pace", 1.0)));

builder.Services
    .AddBatonWorker(options =>
    {
        options.WorkerName = name;
        options.HeartbeatInterval = TimeSpan.FromSeconds(1);
    })
    .AddActivity<Offer, Assignment>("support-offer", desk.TakeAsync)
    .AddActivity<Work, Result>("support-work", desk.WorkAsync);

var host = builder.Build();
await host.StartAsync();
Desk.Say($"{name} is at the desk");
await host.WaitForShutdownAsync();
Desk.Say($"{name} goes home");
