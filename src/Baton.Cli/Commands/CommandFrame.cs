using System.CommandLine;
using System.Text.Json;
using Baton.Cli.Api;
using Baton.Cli.Json;
using Baton.Cli.Output;
using Baton.Cli.Sources;
using Baton.Client;

namespace Baton.Cli.Commands;

/// <summary>Runs a command's work and turns what goes wrong into a sentence and an exit code.</summary>
internal sealed class CommandFrame(CommonOptions common, CliHost host)
{
    public CommonOptions Common => common;

    public async Task<int> RunAsync(ParseResult parsed, Func<CommandContext, CancellationToken, Task<int>> work, CancellationToken cancellationToken)
    {
        var isJson = common.IsJson(parsed);
        var client = new Lazy<StepFunctionsClient>(() => NewClient(parsed));
        var context = new CommandContext { Host = host, Screen = new Screen(host), LazyClient = client, IsJson = isJson };
        try
        {
            return await work(context, cancellationToken);
        }
        catch (InvalidSourceException e)
        {
            return Invalid(context, e);
        }
        catch (UsageException e)
        {
            return Fail(isJson, "Usage", e.Message, ExitCodes.Usage);
        }
        catch (NotFoundException e)
        {
            return Fail(isJson, "NotFound", e.Message, ExitCodes.Refused);
        }
        catch (RefusedException e)
        {
            return Fail(isJson, "Refused", e.Message, ExitCodes.Refused);
        }
        catch (StepFunctionsConnectionException e)
        {
            return Fail(isJson, "Unreachable", Unreachable(e), ExitCodes.Unreachable);
        }
        catch (StepFunctionsException e)
        {
            return Refused(isJson, e);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
        finally
        {
            if (client.IsValueCreated) client.Value.Dispose();
        }
    }

    private StepFunctionsClient NewClient(ParseResult parsed)
    {
        try
        {
            return new StepFunctionsClient(common.ClientOptions(parsed, host));
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message); // an address in the environment that is none, or no credentials for one elsewhere
        }
    }

    private static string Unreachable(StepFunctionsConnectionException e) =>
        $"No Baton answers at {e.Endpoint.OriginalString}: start one with 'baton serve --data DIR', or say where it is with --endpoint or BATON_ENDPOINT. ({e.InnerException?.Message ?? e.Message})";

    private int Refused(bool isJson, StepFunctionsException e)
    {
        var findings = e.Code == StepFunctionsErrors.InvalidDefinition ? Findings.In(e.Message) : [];
        if (isJson || findings.Count == 0) return Fail(isJson, e.Code, e.Message, ExitCodes.Refused, findings.Count == 0 ? null : findings);
        host.Error.WriteLine($"The service does not accept the definition: {findings.Count} {(findings.Count == 1 ? "finding" : "findings")}.");
        foreach (var finding in findings)
        {
            host.Error.WriteLine($"  {finding.Location}");
            host.Error.WriteLine($"    {finding.Message}  ({finding.Code})");
        }

        return ExitCodes.Refused;
    }

    private int Invalid(CommandContext context, InvalidSourceException e)
    {
        if (context.IsJson)
        {
            var findings = e.Findings.Select(finding => new Finding(finding.Code, finding.Message, FindingLines.PointerOf(finding), finding.Line, finding.Column)).ToList();
            return Fail(true, "Invalid", e.Message, ExitCodes.Refused, findings);
        }
        var lines = e.Findings.SelectMany(finding => FindingLines.Of(e.File, finding, null));
        foreach (var line in lines) host.Error.WriteLine(line.Plain);
        return ExitCodes.Refused;
    }

    private int Fail(bool isJson, string code, string message, int exitCode, IReadOnlyList<Finding>? findings = null)
    {
        if (isJson) host.Error.WriteLine(JsonSerializer.Serialize(new ErrorJson(new ErrorBody(code, message, findings)), CliJson.Readable.ErrorJson));
        else host.Error.WriteLine(exitCode == ExitCodes.Refused && code is not ("NotFound" or "Refused") ? $"{code}: {message}" : message);
        return exitCode;
    }
}
