using System.Text;

namespace Baton.Server.Logs;

/// <summary>The file of a log group. No name leads out of the folder.</summary>
internal static class LogGroupPath
{
    /// <summary><c>/aws/orders</c> in <c>FOLDER</c> is <c>FOLDER/aws/orders.jsonl</c>; what a file's name should not have is percent-encoded.</summary>
    public static string Of(string folder, string group)
    {
        var parts = group.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Part).ToArray();
        return Path.Combine([folder, .. parts.Length == 0 ? ["log"] : parts]) + ".jsonl";
    }

    private static string Part(string part)
    {
        var isOnlyDots = part.All(letter => letter == '.');
        var text = new StringBuilder(part.Length);
        foreach (var letter in Encoding.UTF8.GetBytes(part))
        {
            if (char.IsAsciiLetterOrDigit((char)letter) || letter is (byte)'_' or (byte)'-' or (byte)'#' || (letter == '.' && !isOnlyDots)) text.Append((char)letter);
            else text.Append('%').Append(letter.ToString("X2", null));
        }
        return text.ToString();
    }
}
