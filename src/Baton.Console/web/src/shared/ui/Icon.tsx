/** The drawings, each in a box of 16 by 16. */
const paths = {
  executions: 'M3 4h10M3 8h10M3 12h6',
  machines: 'M5.5 2.5h5v3h-5zM2 10.5h5v3H2zM9 10.5h5v3H9zM8 5.5v2.5M4.5 10.5V8h7v2.5',
  search: 'M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9ZM10.4 10.4l3.1 3.1',
  settings: 'M3 5h6M12 5h1M3 11h1M7 11h6M10.5 3.5v3M5.5 9.5v3',
  help: 'M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4ZM6.2 6.3a1.9 1.9 0 1 1 2.7 1.8c-.6.3-.9.6-.9 1.3M8 11.6v.1',
  menu: 'M2.5 4h11M2.5 8h11M2.5 12h11',
  close: 'M4 4l8 8M12 4l-8 8',
  copy: 'M5.5 5.5h8v8h-8zM3.5 10.5h-1v-8h8v1',
  check: 'M3 8.5l3.2 3L13 4.5',
  cross: 'M4.2 4.2l7.6 7.6M11.8 4.2l-7.6 7.6',
  clock: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 4.8V8l2.3 1.5',
  stop: 'M4.5 4.5h7v7h-7z',
  running: 'M8 2a6 6 0 1 1-5.6 3.9',
  retry: 'M13 8a5 5 0 1 1-1.5-3.6M13 2.5v3h-3',
  play: 'M5 3.2v9.6L12.5 8z',
  alert: 'M8 2.2 14.3 13H1.7zM8 6.4v3M8 11.2v.1',
  right: 'M6 3.5 10.5 8 6 12.5',
  down: 'M3.5 6 8 10.5 12.5 6',
  empty: 'M2.5 9.5 4.5 3h7l2 6.5v3.5h-11zM2.5 9.5h3.2c.4 1.2 1.2 1.8 2.3 1.8s1.9-.6 2.3-1.8h3.2',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  task: 'M2.5 3.5h11v9h-11zM5 8l2 2 4-4',
  choice: 'M8 1.8 14.2 8 8 14.2 1.8 8z',
  parallel: 'M8 1.5v3M3 4.5h10M3 4.5v7M13 4.5v7M3 11.5h10M8 11.5v3',
  map: 'M3 3h4v4H3zM9 3h4v4H9zM3 9h4v4H3zM9 9h4v4H9z',
  pass: 'M2.5 8h10M9.5 5l3 3-3 3',
  person: 'M8 7.5a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4ZM2.8 13.8c.5-2.7 2.5-4.2 5.2-4.2s4.7 1.5 5.2 4.2',
  link: 'M6.8 9.2l2.4-2.4M7.5 4.8l1.7-1.7a2.6 2.6 0 0 1 3.7 3.7l-1.7 1.7M8.5 11.2l-1.7 1.7a2.6 2.6 0 0 1-3.7-3.7l1.7-1.7',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  download: 'M8 2.5v7.5M4.8 7 8 10.2 11.2 7M3 13.2h10',
} as const;

export type IconName = keyof typeof paths;

/** A drawing beside a word; alone it needs a name elsewhere. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg className="icon-svg" width={size} height={size} viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
