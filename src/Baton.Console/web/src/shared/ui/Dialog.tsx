import * as Radix from '@radix-ui/react-dialog';
import { useState, type FormEvent, type ReactNode } from 'react';
import { Button, IconButton } from './Button';
import { Fault } from './States';

interface DialogProps {
  title: string;
  description?: string | undefined;
  wide?: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** Asks for something before the page goes on. It is shown as long as it is rendered. */
export function Dialog({ title, description, wide, onClose, children }: DialogProps) {
  return (
    <Radix.Root open onOpenChange={open => open || onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="veil" />
        <Radix.Content className={`dialog ${wide ? 'wide' : ''}`} onOpenAutoFocus={focusFirst} {...(description ? {} : { 'aria-describedby': undefined })}>
          <div className="dialog-head">
            <Radix.Title>{title}</Radix.Title>
            <Radix.Close asChild>
              <IconButton name="Close" icon="close" />
            </Radix.Close>
          </div>
          {description && <Radix.Description className="dialog-body quiet">{description}</Radix.Description>}
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The first field or else what the dialog is for, not the way out. */
function focusFirst(event: Event): void {
  event.preventDefault();
  const dialog = event.currentTarget as HTMLElement;
  (dialog.querySelector<HTMLElement>('input, textarea, select') ?? dialog.querySelector<HTMLElement>('.dialog-foot .button') ?? dialog).focus();
}

interface ConfirmProps {
  title: string;
  description: string;
  action: string;
  danger?: boolean;
  /** Whether all is known that it takes to decide. */
  isReady?: boolean;
  children?: ReactNode;
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
}

/** Asks before something is done, does it, and shows why it could not be done. */
export function ActionDialog({ title, description, action, danger, isReady = true, children, onConfirm, onClose }: ConfirmProps) {
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      await onConfirm();
      onClose();
    } catch (e) {
      setError(e);
      setBusy(false);
    }
  };
  return (
    <Dialog title={title} description={description} onClose={onClose}>
      <form onSubmit={event => void submit(event)} style={{ display: 'contents' }}>
        {(children || error !== undefined) && (
          <div className="dialog-body">
            {children}
            {error !== undefined && <Fault error={error} />}
          </div>
        )}
        <div className="dialog-foot">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind={danger ? 'danger' : 'primary'} disabled={isBusy || !isReady}>{action}</Button>
        </div>
      </form>
    </Dialog>
  );
}
