import type { Stretch } from '../timeline.ts'
import { draw } from './draw.ts'

export type CourseWords = Record<'attended' | 'noShow' | 'unrecorded' | 'cancelled', string> & {
  start: (day: string) => string
}

/** How many came, did not, were not recorded and cancelled, week by week or month by month. */
export function courseChart(stretches: readonly Stretch[], { start, ...words }: CourseWords, width = 760): string {
  const series = [
    ['attended', '#1d4f8c', { symbol: 'none' }],
    [
      'noShow',
      '#d9622b',
      { symbol: 'line', dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4, color: '#5c1f00' },
    ],
    [
      'unrecorded',
      '#d5dae6',
      {
        symbol: 'circle',
        symbolSize: 0.5,
        dashArrayX: [
          [6, 6],
          [0, 6, 6, 0],
        ],
        dashArrayY: [6, 0],
        color: '#4a5266',
      },
    ],
    [
      'cancelled',
      '#ffffff',
      { symbol: 'line', dashArrayX: [1, 0], dashArrayY: [1, 6], rotation: Math.PI / 4, color: '#4a5266' },
    ],
  ] as const
  return draw(
    {
      aria: { enabled: true, decal: { show: true } },
      legend: {
        data: series.map(([outcome]) => words[outcome]),
        bottom: 0,
        itemGap: 20,
        textStyle: { fontSize: 14, color: '#171a2b' },
      },
      grid: { left: 8, right: 8, top: 16, bottom: 44 },
      xAxis: {
        type: 'category',
        data: stretches.map(({ from }) => start(from)),
        axisLabel: { fontSize: 13, color: '#171a2b', hideOverlap: true },
      },
      yAxis: {
        type: 'value',
        minInterval: 1,
        axisLabel: { fontSize: 14, color: '#171a2b' },
        splitLine: { lineStyle: { color: '#c9cfdb' } },
      },
      series: series.map(([outcome, color, decal]) => ({
        type: 'bar',
        stack: 'all',
        silent: true,
        name: words[outcome],
        data: stretches.map((stretch) => stretch[outcome]),
        itemStyle: { color, borderColor: '#171a2b', borderWidth: 0.5, decal },
      })),
    },
    { width, height: 320 },
  )
}
