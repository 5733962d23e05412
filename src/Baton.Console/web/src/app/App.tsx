import * as Tooltip from '@radix-ui/react-tooltip';
import { QueryClientProvider } from '@tanstack/react-query';
import { Component, useEffect, type ReactNode } from 'react';
import { rememberPlace } from '../shared/finding';
import { queries, useLiveQueries } from '../shared/live/queries';
import { Link, match, ParametersContext, usePlace } from '../shared/router';
import { Page } from '../shared/ui/Page';
import { Empty, Fault } from '../shared/ui/States';
import { Toasts } from '../shared/ui/Toasts';
import { navigation, routes } from './features';
import { Frame } from './Frame';

export function App() {
  return (
    <QueryClientProvider client={queries}>
      <Tooltip.Provider delayDuration={350}>
        <Frame>
          <CurrentPage />
        </Frame>
        <Toasts />
      </Tooltip.Provider>
    </QueryClientProvider>
  );
}

function CurrentPage() {
  useLiveQueries();
  const { path } = usePlace();
  useEffect(() => rememberPlace(path), [path]);
  for (const { path: pattern, page: Found } of routes) {
    const parameters = match(pattern, path);
    if (!parameters) continue;
    return (
      <ParametersContext value={parameters}>
        <Catching key={path}>
          <Found />
        </Catching>
      </ParametersContext>
    );
  }
  return (
    <Page title="Nothing is here">
      <div className="panel">
        <Empty title={path} icon="search" actions={<Link className="button" to={navigation[0]!.to}>{navigation[0]!.label}</Link>}>
          This address leads to no page of the console.
        </Empty>
      </div>
    </Page>
  );
}

/** A page that fails does not take the others with it. */
class Catching extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: undefined };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (this.state.error === undefined) return this.props.children;
    return (
      <div className="page">
        <Fault error={this.state.error} title="This page has failed" retry={() => this.setState({ error: undefined })} />
      </div>
    );
  }
}
