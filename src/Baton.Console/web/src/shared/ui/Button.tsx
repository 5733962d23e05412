import * as RadixTooltip from '@radix-ui/react-tooltip';
import { useEffect, useState, type ButtonHTMLAttributes, type ReactElement } from 'react';
import { Icon, type IconName } from './Icon';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: 'primary' | 'danger' | 'plain';
  icon?: IconName;
}

export function Button({ kind, icon, className = '', children, type = 'button', ...rest }: ButtonProps) {
  return (
    <button type={type} className={`button ${kind ?? ''} ${className}`} {...rest}>
      {icon && <Icon name={icon} size={14} />}
      {children}
    </button>
  );
}

/** A button that is a drawing; its name is told by a tooltip, and to those who do not see it. */
export function IconButton({ name, icon, className = '', ...rest }: ButtonHTMLAttributes<HTMLButtonElement> & { name: string; icon: IconName }) {
  return (
    <Tooltip text={name}>
      <button type="button" aria-label={name} className={`button plain icon ${className}`} {...rest}>
        <Icon name={icon} />
      </button>
    </Tooltip>
  );
}

/** Says more about what it is on, to whoever points at it or focuses it. */
export function Tooltip({ text, children }: { text: string; children: ReactElement }) {
  return (
    <RadixTooltip.Root>
      <RadixTooltip.Trigger asChild>{children}</RadixTooltip.Trigger>
      <RadixTooltip.Portal>
        <RadixTooltip.Content className="tooltip" sideOffset={6} collisionPadding={8}>
          {text}
        </RadixTooltip.Content>
      </RadixTooltip.Portal>
    </RadixTooltip.Root>
  );
}

/** Puts a text on the clipboard, and says that it did. */
export function CopyButton({ text, name }: { text: string | (() => string); name: string }) {
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(false), 1_500);
    return () => clearTimeout(timer);
  }, [done]);
  const copy = async () => {
    await navigator.clipboard.writeText(typeof text === 'string' ? text : text());
    setDone(true);
  };
  return (
    <span className="copy">
      <IconButton name={done ? 'Copied' : `Copy ${name}`} icon={done ? 'check' : 'copy'} onClick={() => void copy()} />
      <span role="status" className="visually-hidden">
        {done ? 'Copied' : ''}
      </span>
    </span>
  );
}
