using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Baton.Store.CrashChild;

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
    private static int _openings;

    private readonly Vfs* _vfs = (Vfs*)NativeMemory.AllocZeroed((nuint)sizeof(Vfs));

    /// <param name="isDefault">Whether stores that name no disk use this one.</param>
    public FaultyDisk(bool isDefault = false)
    {
        *_vfs = *System;
        _vfs->Next = null;
        _vfs->Name = (byte*)Marshal.StringToCoTaskMemUTF8(Name);
        _vfs->Open = &Open;
        _vfs->Delete = &Delete;
        Disks[(nint)_vfs] = this;
        Check(sqlite3_vfs_register(_vfs, isDefault ? 1 : 0));
    }

    /// <summary>The name under which SQLite knows this disk.</summary>
    public string Name { get; } = $"faulty-{Guid.NewGuid():n}";

    /// <summary>Answers every call in the disk's place with one of SQLite's result codes; null to let all happen.</summary>
    public Func<DiskCall, int>? Fault { get; set; }

    public void Dispose()
    {
        Check(sqlite3_vfs_unregister(_vfs));
        Disks.TryRemove((nint)_vfs, out _);
        Marshal.FreeCoTaskMem((nint)_vfs->Name);
        NativeMemory.Free(_vfs);
    }

    private static Vfs* Find()
    {
        SQLitePCL.Batteries_V2.Init();
        return sqlite3_vfs_find(null);
    }

    private static void Check(int code)
    {
        if (code != 0)
            throw new InvalidOperationException($"SQLite refuses the disk with code {code}.");
    }

    private static int Ask(SqliteFile* file, DiskOperation operation, long offset, byte* data, int length, Func<int, int> passOn)
    {
        var open = Files[(nint)file];
        return open.Disk.Fault is { } fault ? fault(new DiskCall(open.Name, open.Opening, operation, offset, data, length, passOn)) : passOn(length);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(Vfs* vfs, byte* name, SqliteFile* file, int flags, int* outFlags)
    {
        var code = System->Open(System, name, file, flags, outFlags);
        if (code != 0 || file->Methods == null)
            return code;
        Files[(nint)file] = new(Disks[(nint)vfs], NameOf(name), (nint)file->Methods, Interlocked.Increment(ref _openings));
        file->Methods = (FileMethods*)MethodsOf.GetOrAdd((nint)file->Methods, Watched);
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Delete(Vfs* vfs, byte* name, int syncFolder)
    {
        int PassOn(int _) => System->Delete(System, name, syncFolder);
        return Disks[(nint)vfs].Fault is { } fault ? fault(new DiskCall(NameOf(name), 0, DiskOperation.Delete, 0, null, 0, PassOn)) : PassOn(0);
    }

    private static string NameOf(byte* path) => Path.GetFileName(Marshal.PtrToStringUTF8((nint)path) ?? "");

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
        Ask(file, DiskOperation.Read, offset, data, length, bytes => Methods(file)->Read(file, data, bytes, offset));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(SqliteFile* file, byte* data, int length, long offset) =>
        Ask(file, DiskOperation.Write, offset, data, length, bytes => Methods(file)->Write(file, data, bytes, offset));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(SqliteFile* file, long size) =>
        Ask(file, DiskOperation.Truncate, size, null, 0, _ => Methods(file)->Truncate(file, size));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(SqliteFile* file, int flags) =>
        Ask(file, DiskOperation.Sync, 0, null, 0, _ => Methods(file)->Sync(file, flags));

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static extern Vfs* sqlite3_vfs_find(byte* name);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static extern int sqlite3_vfs_register(Vfs* vfs, int makeDefault);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static extern int sqlite3_vfs_unregister(Vfs* vfs);

    /// <param name="Methods">The system's own.</param>
    /// <param name="Opening">Counts them.</param>
    private sealed record OpenFile(FaultyDisk Disk, string Name, nint Methods, int Opening);

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
        public delegate* unmanaged[Cdecl]<Vfs*, byte*, int, int> Delete;
        private fixed long _others[14];
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
