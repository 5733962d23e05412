using System.CommandLine;
using Baton.Client;

namespace Baton.Cli.Commands;

/// <summary>The options that every command which talks to a service has.</summary>
internal sealed class CommonOptions
{
    public Option<string?> Endpoint { get; } = new("--endpoint")
    {
        Description = $"The service's address. Default: BATON_ENDPOINT, AWS_ENDPOINT_URL_SFN, AWS_ENDPOINT_URL, or {StepFunctionsClientOptions.DefaultEndpoint.OriginalString}",
        HelpName = "URL",
        Recursive = true,
    };

    public Option<string?> Region { get; } = new("--region")
    {
        Description = "The region of machines and executions. Default: AWS_REGION, AWS_DEFAULT_REGION, or us-east-1",
        HelpName = "NAME",
        Recursive = true,
    };

    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Print one JSON object and nothing else",
        Recursive = true,
    };

    public Option<string> Output { get; } = new Option<string>("--output")
    {
        Description = "The same as --json, in the words of other tools",
        HelpName = "text|json",
        Recursive = true,
        DefaultValueFactory = _ => "text",
    }.AcceptOnlyFromAmong("text", "json");

    public bool IsJson(ParseResult parsed) => parsed.GetValue(Json) || parsed.GetValue(Output) == "json";

    public StepFunctionsClientOptions ClientOptions(ParseResult parsed, CliHost host)
    {
        var endpoint = parsed.GetValue(Endpoint);
        if (endpoint is not null && !(Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            throw new UsageException($"Expected an address such as {StepFunctionsClientOptions.DefaultEndpoint.OriginalString} after --endpoint, found '{endpoint}'.");
        return new StepFunctionsClientOptions
        {
            Endpoint = endpoint is null ? null : new Uri(endpoint),
            Region = parsed.GetValue(Region),
            Handler = host.Handler,
            TimeProvider = host.Time,
            RetriesMax = 2, // a person waits for the answer
        };
    }
}
