using Baton.Functions;

namespace Baton.Cli.Json;

internal sealed record FunctionListJson(IReadOnlyList<FunctionView> Functions);
