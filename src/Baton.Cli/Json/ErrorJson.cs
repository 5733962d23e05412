using Baton.Cli.Api;

namespace Baton.Cli.Json;

/// <summary>Why a command failed; on standard error.</summary>
internal sealed record ErrorJson(ErrorBody Error);

internal sealed record ErrorBody(string Code, string Message, IReadOnlyList<Finding>? Findings = null);
