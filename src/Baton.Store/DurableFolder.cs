using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Baton.Store;

/// <summary>Makes what a folder lists outlive a loss of power: flushing a file keeps its bytes, and not yet the name under which they are found.</summary>
public static class DurableFolder
{
    private const int ReadOnly = 0;

    /// <summary>Gives a file that was flushed its name; when this comes back, it has that for good.</summary>
    /// <exception cref="IOException">It cannot be moved, or the disk failed.</exception>
    public static void Move(string from, string to, bool overwrite = false)
    {
        File.Move(from, to, overwrite);
        Flush(Path.GetDirectoryName(Path.GetFullPath(to))!);
    }

    /// <exception cref="IOException">There is no such folder, or the disk failed.</exception>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows()) return; // which has no such call: its file system keeps a journal of names
        var descriptor = Open(folder, ReadOnly);
        if (descriptor < 0) throw Failed(folder);
        try
        {
            if (FSync(descriptor) < 0) throw Failed(folder);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failed(string folder)
    {
        var reason = new Win32Exception(Marshal.GetLastPInvokeError());
        return new IOException($"The folder '{folder}' cannot be flushed: {reason.Message}", reason);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int FSync(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int descriptor);
}
