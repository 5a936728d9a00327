import type { JSX } from 'preact'

/** A picture that the server drew. The table beside it says the same. */
export function Chart({ svg, label }: { svg: string; label: string }): JSX.Element {
  return <img class="report-chart" alt={label} src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`} />
}
