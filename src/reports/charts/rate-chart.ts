import type { Figures } from '../figures.ts'
import { draw } from './draw.ts'

/** A line of the chart: its name, and shares from 0 to 1. */
export type RateLine = { label: string; figures: Pick<Figures, 'rate' | 'lower' | 'upper' | 'estimate' | 'visits'> }

export type RateWords = { between: string; recorded: string; estimate: string; number: (share: number) => string }

/**
 * For each group from where to where the true share may lie (a hatched bar), what is recorded (a diamond with its number), and the
 * office's own estimate (a solid bar within).
 */
export function rateChart(
  lines: readonly RateLine[],
  { between, recorded, estimate, number }: RateWords,
  width = 760,
): string {
  const shown = lines.filter(({ figures }) => figures.upper !== null)
  const most = Math.max(
    0.05,
    ...shown.map(({ figures }) => figures.upper ?? 0),
    ...shown.map(({ figures }) => figures.rate ?? 0),
  )
  const estimated = shown.map(({ figures: { estimate, visits } }) =>
    estimate && visits > 0 ? { from: estimate.from / visits, to: estimate.to / visits } : undefined,
  )
  const hasEstimate = estimated.some((each) => each !== undefined)
  const bar = { type: 'bar', barGap: '-100%', barWidth: 22, silent: true } as const
  const bare = { itemStyle: { color: 'transparent', decal: { symbol: 'none' } } } as const
  return draw(
    {
      aria: { enabled: true, decal: { show: true } },
      color: ['#8fb3d9', '#1d4f8c', '#b5400f'],
      legend: {
        data: [between, ...(hasEstimate ? [estimate] : []), recorded],
        bottom: 0,
        itemGap: 24,
        textStyle: { fontSize: 14, color: '#171a2b' },
      },
      // Beside the diamond of everybody there is room for "100,0 %".
      grid: { left: 8, right: 96, top: 8, bottom: 56 },
      xAxis: {
        type: 'value',
        min: 0,
        max: Math.ceil(most * 20) / 20,
        axisLabel: { formatter: number, fontSize: 14, color: '#171a2b' },
        splitLine: { lineStyle: { color: '#c9cfdb' } },
      },
      yAxis: {
        type: 'category',
        inverse: true,
        data: shown.map(({ label }) => label),
        axisLabel: { fontSize: 14, color: '#171a2b', width: 230, overflow: 'break' },
        axisTick: { show: false },
      },
      series: [
        { ...bar, ...bare, name: 'from', stack: 'between', data: shown.map(({ figures }) => figures.lower ?? 0) },
        {
          ...bar,
          name: between,
          stack: 'between',
          data: shown.map(({ figures }) => (figures.upper ?? 0) - (figures.lower ?? 0)),
          itemStyle: {
            color: '#a9c4e4',
            borderColor: '#1d4f8c',
            borderWidth: 1,
            decal: { symbol: 'line', dashArrayX: [1, 0], dashArrayY: [2, 6], rotation: -Math.PI / 4, color: '#1d4f8c' },
          },
        },
        { ...bar, ...bare, name: 'estimate-from', stack: 'estimate', data: estimated.map((each) => each?.from ?? 0) },
        {
          ...bar,
          name: estimate,
          stack: 'estimate',
          data: estimated.map((each) => (each ? each.to - each.from : 0)),
          itemStyle: { color: '#171a2b', decal: { symbol: 'none' } },
        },
        {
          type: 'scatter',
          name: recorded,
          symbol: 'diamond',
          symbolSize: 18,
          silent: true,
          z: 5,
          itemStyle: {
            color: '#b5400f',
            borderColor: '#ffffff',
            borderWidth: 2,
            opacity: 1,
            decal: { symbol: 'none' },
          },
          label: {
            show: true,
            position: 'right',
            distance: 10,
            fontSize: 14,
            fontWeight: 'bold',
            color: '#171a2b',
            backgroundColor: '#ffffff',
            padding: [2, 3],
            formatter: ({ value }: { value: [number, number] }) => number(value[0]),
          },
          data: shown.flatMap(({ figures: { rate } }, index) => (rate === null ? [] : [[rate, index]])),
        },
      ],
    },
    { width, height: 84 + 52 * shown.length },
  )
}
