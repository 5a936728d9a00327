import type { JSX } from 'preact'

/** Dark on white whatever the page's colours are: some cameras read nothing else. */
export function QrCode({ path, size, label }: { path: string; size: number; label: string }): JSX.Element {
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
