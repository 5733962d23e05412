using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;

namespace Baton.People.Messages;

/// <summary>The mail client of the framework.</summary>
public sealed class SmtpTransport(SmtpOptions options) : IMailTransport
{
    public async Task SendAsync(Message message, CancellationToken cancellationToken)
    {
        var mail = message.Mail!;
        using var client = new SmtpClient(options.Host, options.Port) { EnableSsl = options.UseTls, DeliveryFormat = SmtpDeliveryFormat.International };
        if (options.User is { } user) client.Credentials = new NetworkCredential(user, options.Password);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(options.Timeout);
        using var content = Content(message, options.From);
        try
        {
            await client.SendMailAsync(content, timeout.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DeliveryException($"{options.Host}:{options.Port} did not take the mail within {options.Timeout.TotalSeconds} seconds.", isFinal: false, e);
        }
        catch (SmtpFailedRecipientException e)
        {
            // The client hands the mail over for those recipients whom the server took, if there are any.
            IReadOnlyList<SmtpFailedRecipientException> refused = e is SmtpFailedRecipientsException several ? several.InnerExceptions : [e];
            string[] missing = [.. refused.Select(one => one.FailedRecipient!.Trim('<', '>'))];
            var count = content.To.Count + content.CC.Count + content.Bcc.Count;
            throw new DeliveryException(
                $"{options.Host}:{options.Port} did not take the mail for {string.Join(", ", missing)}: {string.Join(' ', refused.Select(one => one.Message).Distinct())}", refused.All(IsFinal), e)
            {
                Missing = missing.Length < count ? missing : null,
            };
        }
        catch (SmtpException e)
        {
            throw new DeliveryException($"{options.Host}:{options.Port} did not take the mail: {e.Message}{(e.InnerException is { } inner ? $" {inner.Message}" : "")}", IsFinal(e), e);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new DeliveryException($"The mail to {string.Join(", ", mail.To)} cannot be written: {e.Message}", isFinal: true, e);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new DeliveryException($"{options.Host}:{options.Port} did not take the mail: {e.Message}", isFinal: false, e);
        }
    }

    /// <summary>A server's 5xx is its last word on what it was given; anything else may pass.</summary>
    private static bool IsFinal(SmtpException e) => e.StatusCode is
        SmtpStatusCode.MailboxUnavailable or SmtpStatusCode.UserNotLocalTryAlternatePath or SmtpStatusCode.MailboxNameNotAllowed or SmtpStatusCode.ExceededStorageAllocation or SmtpStatusCode.TransactionFailed;

    private static MailMessage Content(Message message, string from)
    {
        var mail = message.Mail!;
        var content = new MailMessage { From = new MailAddress(from), Subject = mail.Subject, SubjectEncoding = Encoding.UTF8, BodyEncoding = Encoding.UTF8 };
        foreach (var to in mail.To) content.To.Add(new MailAddress(to));
        foreach (var cc in mail.Cc) content.CC.Add(new MailAddress(cc));
        foreach (var bcc in mail.Bcc) content.Bcc.Add(new MailAddress(bcc));
        if (mail.ReplyTo is { } replyTo) content.ReplyToList.Add(new MailAddress(replyTo));
        // A repeat after a crash has the id of the first, by which whoever receives it may tell.
        content.Headers.Add("Message-ID", string.Create(CultureInfo.InvariantCulture, $"<{message.Id}.{message.CreatedAt.ToUnixTimeMilliseconds()}@{from[(from.LastIndexOf('@') + 1)..].TrimEnd('>')}>"));
        content.Body = mail.Text ?? mail.Html;
        content.IsBodyHtml = mail.Text is null;
        if (mail is { Text: not null, Html: { } html }) content.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(html, Encoding.UTF8, MediaTypeNames.Text.Html));
        return content;
    }
}
