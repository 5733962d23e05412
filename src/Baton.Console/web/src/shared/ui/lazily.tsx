import { useEffect, useState, type ComponentProps, type ComponentType } from 'react';
import { Loading } from './States';

/**
 * A component that is loaded when it is first shown. It is there as soon as it is loaded: what React.lazy loads waits until what stood in its place was seen for
 * 300 ms, and what that loads waits again. Fails where it stands when it cannot be loaded.
 */
export function lazily<Props extends object>(load: () => Promise<{ default: ComponentType<Props> }>, loading: ComponentProps<typeof Loading> = { rows: 8 }): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;
  return function Lazily(props: Props) {
    const [Found, setFound] = useState(() => loaded);
    const [fault, setFault] = useState<{ error: unknown } | null>(null);
    useEffect(() => {
      if (!Found) load().then(module => setFound(() => (loaded = module.default)), (error: unknown) => setFault({ error }));
    }, [Found]);
    if (fault) throw fault.error;
    return Found ? <Found {...props} /> : <Loading {...loading} />;
  };
}
