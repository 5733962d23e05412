using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Baton.Json;
using Baton.WebConsole.Query;
using Baton.WebConsole.Runs;
using Microsoft.AspNetCore.Http;

namespace Baton.WebConsole.Api;

/// <summary>What lists of executions need: searching by queries, views, the overview, and jobs over many executions.</summary>
internal sealed class RunsApi(ExecutionSearch search, KnownValues values, Overview overview, SavedViews views, BulkApi bulk, TimeProvider clock)
{
    private const int PageMax = 200;
    private const int PageDefault = 50;
    private const int ValueCharactersMax = 200;
    private const string DefaultRegion = "us-east-1";

    /// <summary>Answers a request that is for this.</summary>
    /// <returns>The answering; null where it is for somebody else.</returns>
    public Task? TryHandle(HttpContext http, string path) => path switch
    {
        "/executions/search" => AnswerAsync(http, ("GET", SearchAsync)),
        "/executions/suggestions" => AnswerAsync(http, ("GET", SuggestAsync)),
        "/overview" => AnswerAsync(http, ("GET", OverviewAsync)),
        "/views" => AnswerAsync(http, ("GET", ListViewsAsync), ("POST", CreateViewAsync)),
        _ when path.StartsWith("/views/", StringComparison.Ordinal) => AnswerAsync(http, ("PUT", UpdateViewAsync), ("DELETE", DeleteViewAsync)),
        _ => bulk.TryHandle(http, path),
    };

    /// <summary>Runs what a method stands for, and answers what is wrong with the request.</summary>
    public static async Task AnswerAsync(HttpContext http, params (string Method, Func<HttpContext, Task> Handle)[] methods)
    {
        try
        {
            if (methods.FirstOrDefault(one => one.Method == http.Request.Method).Handle is { } handle)
            {
                if (http.Request.Method is "POST" or "PUT" && !http.Request.HasJsonContentType()) throw new ConsoleException(StatusCodes.Status415UnsupportedMediaType, "Invalid", "Expected a body of type application/json.");
                await handle(http);
                return;
            }
            http.Response.Headers.Allow = string.Join(", ", methods.Select(one => one.Method));
            throw new ConsoleException(StatusCodes.Status405MethodNotAllowed, "Invalid", $"Expected {http.Response.Headers.Allow}.");
        }
        catch (ConsoleException e)
        {
            await ConsoleApi.FailAsync(http, e.Status, e.Error, e.Message);
        }
        catch (JsonException e)
        {
            await ConsoleApi.FailAsync(http, StatusCodes.Status400BadRequest, "Invalid", $"The body cannot be read: {e.Message}");
        }
        catch (QueryException e)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            await WriteAsync(http, new QueryErrorView("InvalidQuery", e.Message, e.Position, e.Length), RunsJson.Default.QueryErrorView);
        }
    }

    public static Task WriteAsync<T>(HttpContext http, T value, JsonTypeInfo<T> type)
    {
        http.Response.ContentType = "application/json";
        return http.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(value, type), http.RequestAborted).AsTask();
    }

    public static async Task<T> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type) where T : class =>
        await JsonSerializer.DeserializeAsync(http.Request.Body, type, http.RequestAborted) ?? throw ConsoleException.Invalid("The body is null; expected an object.");

    /// <exception cref="ConsoleException">What stands behind the last slash is no number.</exception>
    public static long IdIn(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : throw ConsoleException.NotFound($"Nothing is called '{text}' here; expected a number.");

    public static string RegionOf(HttpContext http) => http.Request.Query["region"] is [{ Length: > 0 } region, ..] ? region : DefaultRegion;

    private async Task SearchAsync(HttpContext http)
    {
        var asked = http.Request.Query;
        var now = clock.GetUtcNow();
        var query = QueryParser.Parse((string?)asked["query"] ?? "", now);
        var columns = asked["columns"].Select(column => QueryParser.ParseField(column ?? "")).ToList();
        if (columns.Count > SavedViews.ColumnsMax) throw ConsoleException.Invalid($"columns: expected at most {SavedViews.ColumnsMax} fields.");
        var size = (int)(ConsoleApi.Number(asked["maxResults"], "maxResults", 1, PageMax) ?? PageDefault);
        var before = ConsoleApi.Number(asked["nextToken"], "nextToken", 1, long.MaxValue) ?? long.MaxValue;
        var limits = new SearchLimits(size, Looked: 20_000, Read: 2_000, TimeSpan.FromSeconds(2));
        var result = await search.RunAsync(query, RegionOf(http), before, now, limits, http.RequestAborted);
        var found = new List<FoundView>();
        foreach (var facts in result.Found) found.Add(FoundView.Of(facts, await ValuesAsync(facts, columns, http.RequestAborted)));
        var page = new FoundPage(found, result.Next?.ToString(CultureInfo.InvariantCulture), result.Looked, result.Read, result.LookedTo is { } to ? ExecutionView.Seconds(to) : null);
        await WriteAsync(http, page, RunsJson.Default.FoundPage);
    }

    /// <summary>What an execution has in columns of its data; null where it has nothing.</summary>
    private async Task<IReadOnlyList<string?>?> ValuesAsync(ExecutionFacts facts, List<(QueryField Field, IReadOnlyList<QueryStep> Path)> columns, CancellationToken cancellationToken)
    {
        if (columns.Count == 0) return null;
        if (columns.Any(column => column.Field.Source == QuerySource.Case)) await search.ReadCaseAsync(facts, cancellationToken);
        if (columns.Any(column => !facts.Knows(column.Field))) await search.ReadDataAsync(facts, cancellationToken);
        return [.. columns.Select(column => Short(TextOf(facts, column.Field, column.Path)))];
    }

    private static string? TextOf(ExecutionFacts facts, QueryField field, IReadOnlyList<QueryStep> path) => field.Type switch
    {
        QueryType.Json => facts.JsonOf(field, path) is { } value ? value is JsonString text ? text.Value : value.ToString() : null,
        QueryType.Text => facts.TextOf(field),
        QueryType.Number => facts.NumberOf(field)?.ToString(CultureInfo.InvariantCulture),
        _ => null, // status, times and durations stand in the row
    };

    private static string? Short(string? text) => text is { Length: > ValueCharactersMax } ? string.Concat(text.AsSpan(0, ValueCharactersMax - 1), "…") : text;

    private async Task SuggestAsync(HttpContext http)
    {
        var query = (string?)http.Request.Query["query"] ?? "";
        var position = (int)(ConsoleApi.Number(http.Request.Query["position"], "position", 0, query.Length) ?? query.Length);
        if (query.Length > QueryParser.CharactersMax) throw ConsoleException.Invalid($"query: expected at most {QueryParser.CharactersMax} characters.");
        var place = QueryPlace.Of(query, position);
        var items = await values.SuggestAsync(query, place, RegionOf(http), http.RequestAborted);
        await WriteAsync(http, new SuggestionsView(place.From, place.To, [.. items.Select(item => new SuggestionView(item.Text, item.Says))], ErrorOf(query)), RunsJson.Default.SuggestionsView);
    }

    private QueryErrorView? ErrorOf(string query)
    {
        try
        {
            QueryParser.Parse(query, clock.GetUtcNow());
            return null;
        }
        catch (QueryException e)
        {
            return new QueryErrorView("InvalidQuery", e.Message, e.Position, e.Length);
        }
    }

    private async Task OverviewAsync(HttpContext http) => await WriteAsync(http, await overview.ReadAsync(RegionOf(http), http.RequestAborted), RunsJson.Default.OverviewView);

    private async Task ListViewsAsync(HttpContext http) => await WriteAsync(http, new ViewList([.. (await views.ListAsync(http.RequestAborted)).Select(ViewView.Of)]), RunsJson.Default.ViewList);

    private async Task CreateViewAsync(HttpContext http) =>
        await WriteAsync(http, ViewView.Of(await views.CreateAsync(await ReadAsync(http, RunsJson.Default.SavedView), http.RequestAborted)), RunsJson.Default.ViewView);

    private async Task UpdateViewAsync(HttpContext http) =>
        await WriteAsync(http, ViewView.Of(await views.UpdateAsync(await ReadAsync(http, RunsJson.Default.SavedView) with { Id = ViewId(http) }, http.RequestAborted)), RunsJson.Default.ViewView);

    private async Task DeleteViewAsync(HttpContext http)
    {
        await views.DeleteAsync(ViewId(http), http.RequestAborted);
        await WriteAsync(http, new ViewList([]), RunsJson.Default.ViewList);
    }

    private static long ViewId(HttpContext http) => IdIn(http.Request.Path.Value!.Split('/')[^1]);
}

/// <summary>An execution that was found: what lists have of it, and what stands in the columns that were asked for.</summary>
internal sealed record FoundView(
    string ExecutionArn, string StateMachineArn, string Name, string Status, double StartDate, double? StopDate, int RedriveCount, IReadOnlyList<string?>? Values)
{
    public static FoundView Of(ExecutionFacts facts, IReadOnlyList<string?>? values)
    {
        var view = ExecutionView.Of(facts.Row, facts.StateMachineArn);
        return new FoundView(view.ExecutionArn, view.StateMachineArn, view.Name, view.Status, view.StartDate, view.StopDate, view.RedriveCount, values);
    }
}

/// <summary>A page of what a query has found; see <see cref="SearchResult"/>.</summary>
internal sealed record FoundPage(IReadOnlyList<FoundView> Executions, string? NextToken, int Looked, int Read, double? LookedTo);

/// <summary>What is wrong with a query, and where, in characters.</summary>
internal sealed record QueryErrorView(string Error, string Message, int Position, int Length);

internal sealed record SuggestionView(string Text, string? Says);

/// <param name="From">Where what a suggestion takes the place of begins.</param>
/// <param name="To">Where that ends.</param>
/// <param name="Error">What is wrong with the query as it stands; null for nothing.</param>
internal sealed record SuggestionsView(int From, int To, IReadOnlyList<SuggestionView> Suggestions, QueryErrorView? Error);

internal sealed record ViewView(long Id, string Name, string Query, IReadOnlyList<string> Columns)
{
    public static ViewView Of(SavedView view) => new(view.Id, view.Name, view.Query, view.Columns);
}

internal sealed record ViewList(IReadOnlyList<ViewView> Views);

[JsonSerializable(typeof(FoundPage))]
[JsonSerializable(typeof(QueryErrorView))]
[JsonSerializable(typeof(SuggestionsView))]
[JsonSerializable(typeof(OverviewView))]
[JsonSerializable(typeof(SavedView))]
[JsonSerializable(typeof(ViewView))]
[JsonSerializable(typeof(ViewList))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true)]
internal sealed partial class RunsJson : JsonSerializerContext;
