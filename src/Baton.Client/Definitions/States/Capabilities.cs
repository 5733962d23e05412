namespace Baton.Client.Definitions;

/// <summary>A state in a language.</summary>
public interface IState<TLanguage>
    where TLanguage : class, IQueryLanguage;

/// <summary>A state that can shape what it hands on: all but Fail.</summary>
public interface IShapes<TLanguage> : IState<TLanguage>
    where TLanguage : class, IQueryLanguage;

/// <summary>A state with a result: Pass, Task, Parallel, Map.</summary>
public interface IHasResult<TLanguage> : IState<TLanguage>
    where TLanguage : class, IQueryLanguage;

/// <summary>A state that builds its effective input: Pass, Task, Parallel.</summary>
public interface IHasParameters<TLanguage> : IState<TLanguage>
    where TLanguage : class, IQueryLanguage;

/// <summary>A state that calls something with arguments: Task, Parallel.</summary>
public interface ICalls<TLanguage> : IState<TLanguage>
    where TLanguage : class, IQueryLanguage;

/// <summary>A state that works and can fail: Task, Parallel, Map.</summary>
public interface IWorks<TLanguage> : IState<TLanguage>
    where TLanguage : class, IQueryLanguage;
