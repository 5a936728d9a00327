import { expect, test } from 'vitest'
import { rateChart } from '#reports/charts/rate-chart.ts'

const percent = new Intl.NumberFormat('de', { style: 'percent', minimumFractionDigits: 1 })
const words = { between: 'dazwischen', recorded: 'erfasst', estimate: 'geschätzt', number: percent.format }

/** A bold digit of 14 px is less than 9 px wide in every font without serifs; the sign is wider. */
const width = (text: string) => text.length * 9 + 4

test('a picture has room for the number of everybody, too', () => {
  const figures = { rate: 1, lower: 0.2, upper: 1, estimate: null, visits: 10 }
  const svg = rateChart([{ label: 'Ukraine', figures }], words)
  const [, x = '', text = ''] = /font-weight:bold;[^>]*transform="translate\(([\d.]+) [^>]*>([^<]*)</.exec(svg) ?? []
  expect(text).toBe('100,0\u00a0%')
  expect(Number(x) + width(text)).toBeLessThanOrEqual(760)
})
