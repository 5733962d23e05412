using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Baton.Store.Tests.Sqlite;

public enum DiskOperation
{
    Read,
    Write,
    Truncate,
    Sync,
}

/// <summary>One call of SQLite to the disk.</summary>
/// <param name="File">The name of the file without its folder.</param>
/// <param name="Data">What is written; null for anything but a write.</param>
internal sealed record DiskCall(string File, DiskOperation Operation, long Offset, byte[]? Data);

/// <summary>
/// A disk under SQLite that a test watches and makes fail: a layer (VFS) that passes every call on to the system's own, but for those that
/// <see cref="Fault"/> answers itself.
/// </summary>
internal sealed unsafe class FaultyDisk : IDisposable
{
    private const string Library = "e_sqlite3";

    private static readonly ConcurrentDictionary<nint, FaultyDisk> Disks = new();
    private static readonly ConcurrentDictionary<nint, OpenFile> Files = new();
    private static readonly ConcurrentDictionary<nint, nint> MethodsOf = new(); // the system has other ones for the database than for the log
    private static readonly Vfs* System = Find();

    private readonly Vfs* _vfs = (Vfs*)NativeMemory.AllocZeroed((nuint)sizeof(Vfs));

    public FaultyDisk()
    {
        *_vfs = *System;
        _vfs->Next = null;
        _vfs->Name = (byte*)Marshal.StringToCoTaskMemUTF8(Name);
        _vfs->Open = &Open;
        Disks[(nint)_vfs] = this;
        Assert.Equal(0, sqlite3_vfs_register(_vfs, 0));
    }

    /// <summary>The name under which SQLite knows this disk.</summary>
    public string Name { get; } = $"faulty-{Guid.NewGuid():n}";

    /// <summary>Asked before every call; a result other than 0 is SQLite's answer, and the call does not happen.</summary>
    public Func<DiskCall, int>? Fault { get; set; }

    public void Dispose()
    {
        Assert.Equal(0, sqlite3_vfs_unregister(_vfs));
        Disks.TryRemove((nint)_vfs, out _);
        Marshal.FreeCoTaskMem((nint)_vfs->Name);
        NativeMemory.Free(_vfs);
    }

    private static Vfs* Find()
    {
        SQLitePCL.Batteries_V2.Init();
        return sqlite3_vfs_find(null);
    }

    private static int Ask(nint file, DiskOperation operation, long offset, ReadOnlySpan<byte> data)
    {
        var open = Files[file];
        return open.Disk.Fault is { } fault ? fault(new DiskCall(open.Name, operation, offset, operation == DiskOperation.Write ? data.ToArray() : null)) : 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(Vfs* vfs, byte* name, SqliteFile* file, int flags, int* outFlags)
    {
        var code = System->Open(System, name, file, flags, outFlags);
        if (code != 0 || file->Methods == null)
            return code;
        Files[(nint)file] = new(Disks[(nint)vfs], Path.GetFileName(Marshal.PtrToStringUTF8((nint)name) ?? ""), (nint)file->Methods);
        file->Methods = (FileMethods*)MethodsOf.GetOrAdd((nint)file->Methods, Watched);
        return 0;
    }

    private static FileMethods* Methods(SqliteFile* file) => (FileMethods*)Files[(nint)file].Methods;

    private static nint Watched(nint system)
    {
        var watched = (FileMethods*)NativeMemory.Alloc((nuint)sizeof(FileMethods));
        *watched = *(FileMethods*)system with { Close = &Close, Read = &Read, Write = &Write, Truncate = &Truncate, Sync = &Sync };
        return (nint)watched;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(SqliteFile* file)
    {
        Files.TryRemove((nint)file, out var open);
        return ((FileMethods*)open!.Methods)->Close(file);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(SqliteFile* file, byte* data, int length, long offset) =>
        Ask((nint)file, DiskOperation.Read, offset, default) is not 0 and var fault ? fault : Methods(file)->Read(file, data, length, offset);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(SqliteFile* file, byte* data, int length, long offset) =>
        Ask((nint)file, DiskOperation.Write, offset, new(data, length)) is not 0 and var fault ? fault : Methods(file)->Write(file, data, length, offset);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(SqliteFile* file, long size) =>
        Ask((nint)file, DiskOperation.Truncate, size, default) is not 0 and var fault ? fault : Methods(file)->Truncate(file, size);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(SqliteFile* file, int flags) =>
        Ask((nint)file, DiskOperation.Sync, 0, default) is not 0 and var fault ? fault : Methods(file)->Sync(file, flags);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static extern Vfs* sqlite3_vfs_find(byte* name);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static extern int sqlite3_vfs_register(Vfs* vfs, int makeDefault);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static extern int sqlite3_vfs_unregister(Vfs* vfs);

    /// <param name="Methods">The system's own.</param>
    private sealed record OpenFile(FaultyDisk Disk, string Name, nint Methods);

    /// <summary><c>sqlite3_vfs</c>, version 3.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Vfs
    {
        public int Version;
        public int FileBytes;
        public int PathnameMax;
        public Vfs* Next;
        public byte* Name;
        public void* AppData;
        public delegate* unmanaged[Cdecl]<Vfs*, byte*, SqliteFile*, int, int*, int> Open;
        private fixed long _others[15];
    }

    /// <summary><c>sqlite3_file</c>: what every layer's file begins with.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct SqliteFile
    {
        public FileMethods* Methods;
    }

    /// <summary><c>sqlite3_io_methods</c>, version 3.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct FileMethods
    {
        public int Version;
        public delegate* unmanaged[Cdecl]<SqliteFile*, int> Close;
        public delegate* unmanaged[Cdecl]<SqliteFile*, byte*, int, long, int> Read;
        public delegate* unmanaged[Cdecl]<SqliteFile*, byte*, int, long, int> Write;
        public delegate* unmanaged[Cdecl]<SqliteFile*, long, int> Truncate;
        public delegate* unmanaged[Cdecl]<SqliteFile*, int, int> Sync;
        private fixed long _others[13];
    }
}
