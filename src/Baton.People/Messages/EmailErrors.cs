namespace Baton.People.Messages;

/// <summary>How tasks that want mails fail.</summary>
internal static class EmailErrors
{
    public const string InvalidArguments = "Email.InvalidArguments";
    public const string NotDelivered = "Email.NotDelivered";
    public const string NotConfigured = "Email.NotConfigured";
    public const string NotConfiguredText = "No mail server is configured. Start the server with Baton__Smtp__Host, Baton__Smtp__Port and Baton__Smtp__From.";
}
