/** How far something is; without a number, that it goes on. */
export function Progress({ label, percent }: { label: string; percent: number | undefined }) {
  return (
    <div className="storage-progress">
      <progress aria-label={label} max={100} {...(percent === undefined ? {} : { value: percent })} />
      <span className="number quiet">{percent === undefined ? `${label}…` : `${Math.floor(percent)} %`}</span>
    </div>
  );
}
