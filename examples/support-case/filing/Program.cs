using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SupportCase.Filing;

// The worker of the activity `support-file`: files solutions in the knowledge base, which is a folder.
// Options, as --NAME VALUE or in the environment: folder (artifacts/knowledge-base). BATON_ENDPOINT says where Baton is.
var builder = Host.CreateApplicationBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);

var knowledge = new KnowledgeBase(builder.Configuration["folder"] ?? "artifacts/knowledge-base");
builder.Services
    .AddBatonWorker(options => options.WorkerName = "filing")
    .AddActivity<Solved, Record>("support-file", knowledge.FileAsync);

var host = builder.Build();
await host.StartAsync();
KnowledgeBase.Say("is at work");
await host.WaitForShutdownAsync();
