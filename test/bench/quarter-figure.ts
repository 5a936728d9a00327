type Means = { without: number; unannounced: number; unfilled: number }

/** Two bars to the same scale, as the front page shows them. */
export function quarterFigure({ without, unannounced, unfilled }: Means): string {
  const scale = 420 / without
  const bar = (x: number, y: number, width: number, colour: string) =>
    `<rect x="${x.toFixed(0)}" y="${y}" width="${width.toFixed(0)}" height="34" rx="3" fill="${colour}"/>`
  const label = (x: number, y: number, text: string, more = '') =>
    `<text x="${x.toFixed(0)}" y="${y}" font-size="14" ${more}>${text}</text>`
  const total = unannounced + unfilled
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 150" role="img" font-family="system-ui, sans-serif">`,
    `<title>Empty slots of a simulated quarter: ${without.toFixed(0)} without notices, ${total.toFixed(0)} with them</title>`,
    `<rect width="640" height="150" fill="#fff"/>`,
    label(130, 40, 'without notices', 'text-anchor="end" fill="#222"'),
    bar(140, 18, without * scale, '#8a3324'),
    label(150 + without * scale, 40, without.toFixed(0), 'font-weight="600" fill="#222"'),
    label(130, 92, 'with notices', 'text-anchor="end" fill="#222"'),
    bar(140, 70, unannounced * scale, '#8a3324'),
    bar(140 + unannounced * scale, 70, unfilled * scale, '#c9a27e'),
    label(150 + total * scale, 92, total.toFixed(0), 'font-weight="600" fill="#222"'),
    bar(140, 122, 14, '#8a3324').replace('height="34"', 'height="14"'),
    label(160, 134, 'nobody came, without a word', 'fill="#222"'),
    bar(370, 122, 14, '#c9a27e').replace('height="34"', 'height="14"'),
    label(390, 134, 'given back, not refilled', 'fill="#222"'),
    `</svg>`,
  ]
  return `${parts.join('\n')}\n`
}
