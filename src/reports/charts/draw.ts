import { BarChart, CustomChart, ScatterChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, MarkAreaComponent } from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

type Size = { width: number; height: number }

/** A chart as SVG, drawn on the server. Patterns tell the series apart as well as colours do, in print too. */
export function draw(option: EChartsCoreOption, size: Size): string {
  use([
    BarChart,
    CustomChart,
    ScatterChart,
    AriaComponent,
    GridComponent,
    LegendComponent,
    MarkAreaComponent,
    SVGRenderer,
  ])
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...size })
  try {
    chart.setOption({ animation: false, textStyle: { fontFamily: 'sans-serif' }, ...option })
    return chart.renderToSVGString()
  } finally {
    chart.dispose()
  }
}
