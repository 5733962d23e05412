using Microsoft.AspNetCore.Http;

namespace Baton.People.Http;

/// <summary>Says who acts in a request. The one place to change when requests are authenticated.</summary>
public interface IActorSource
{
    /// <summary>Who acts; null where the request does not say.</summary>
    Actor? Of(HttpContext http);
}

/// <summary>
/// Takes the caller's word for it: the headers <c>Baton-User</c> and <c>Baton-Groups</c> (names, separated by commas). Requests are not authenticated yet, so the server
/// listens on loopback addresses alone, and whoever reaches it is trusted.
/// </summary>
internal sealed class HeaderActors(string? defaultUser) : IActorSource
{
    public const string UserHeader = "Baton-User";
    public const string GroupsHeader = "Baton-Groups";

    private const int NameMax = 256;

    public Actor? Of(HttpContext http)
    {
        var name = http.Request.Headers[UserHeader].ToString().Trim();
        if (name.Length == 0) name = defaultUser ?? "";
        if (name.Length is 0 or > NameMax) return null;
        return new Actor(name, http.Request.Headers[GroupsHeader].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }
}
