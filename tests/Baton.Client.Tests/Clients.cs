using Baton.Testing;

namespace Baton.Client.Tests;

/// <summary>Clients of a service that is not there.</summary>
internal static class Clients
{
    public static StepFunctionsClient Of(FakeService service, ManualTime? time = null, int retries = 3) => new(new StepFunctionsClientOptions
    {
        Endpoint = new Uri("http://127.0.0.1:7070"),
        Region = "eu-central-1",
        Credentials = new AwsCredentials("KEY", "SECRET"),
        Handler = service,
        RetriesMax = retries,
        TimeProvider = time ?? new ManualTime { PassedOverMax = TimeSpan.FromSeconds(10) },
    });
}
