using Baton.Api.Protocol;

namespace Baton.Api.Operations;

/// <summary>The tags of a request: within their bounds, and not kept yet.</summary>
internal sealed class Tags
{
    private const int CountMax = 50;

    private readonly int _count;

    public Tags(RequestReader request)
    {
        var tags = request.Structures("tags") ?? [];
        _count = tags.Count;
        foreach (var tag in tags)
        {
            tag.Optional("key", 128, 1);
            tag.Optional("value", 256);
        }
    }

    /// <exception cref="ApiException"><c>TooManyTags</c>.</exception>
    public void Check(string resourceName)
    {
        if (_count > CountMax) throw Errors.TooManyTags(resourceName, _count, CountMax);
    }
}
