/** The report's charts: drawn by ECharts on this machine into plain SVG, so that the page needs neither script nor net. */
import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, MarkLineComponent } from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { type Figures, STEP_MS } from './figures.rule.ts'
import { count, refusalInWords } from './summary.ts'
import { inSeconds } from './verdict.rule.ts'

use([BarChart, LineChart, GridComponent, LegendComponent, MarkLineComponent, SVGRenderer])

/** Wide for a desk, narrow for a phone: the page shows the one that fits, so that words keep their size. */
const SIZES = { wide: { width: 1120, height: 300 }, narrow: { width: 350, height: 240 } } as const
type Size = keyof typeof SIZES

const INK = {
  red: '#C8161D',
  deep: '#7C0A0F',
  gold: '#D9A04B',
  ok: '#1A7F4B',
  blue: '#3E6A8F',
  ink: '#5A5A60',
  line: '#ECECEF',
}
/** Reasons in the order of how often they come. */
const REASONS = ['#9A9AA1', '#D9A04B', '#3E6A8F', '#B86E00', '#7C0A0F']
const FONT = 'PingFang SC, Noto Sans CJK SC, Noto Sans SC, system-ui, sans-serif'

function svgOf(option: EChartsCoreOption, size: Size): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...SIZES[size] })
  chart.setOption({ animation: false, textStyle: { fontFamily: FONT, color: INK.ink }, ...option })
  const svg = chart.renderToSVGString({ useViewBox: true })
  chart.dispose()
  return svg
}

/** Both sizes of one chart. `draw` is told which it draws. */
const bothOf = (draw: (size: Size) => EChartsCoreOption): string =>
  (['wide', 'narrow'] as const)
    .map((size) => `<div class="${size}">${svgOf(draw(size), size)}</div>`)
    .join('')

const seconds = (steps: Figures['steps']): string[] =>
  steps.map((_, at) => ((at * STEP_MS) / 1_000).toFixed(1))

const axisText = { color: INK.ink, fontSize: 12 }

function frame(
  steps: Figures['steps'],
  size: Size,
  valueFormat: (value: number) => string,
  legend: string[],
) {
  const every = Math.max(1, Math.ceil(steps.length / (size === 'wide' ? 12 : 5)))
  return {
    grid: {
      left: 4,
      right: 12,
      top: size === 'wide' ? 52 : 66,
      bottom: 4,
      outerBoundsMode: 'same' as const,
      outerBoundsContain: 'axisLabel' as const,
    },
    legend: {
      data: legend,
      top: 0,
      left: 0,
      icon: 'roundRect',
      itemWidth: 12,
      itemHeight: 8,
      itemGap: 16,
      textStyle: axisText,
    },
    xAxis: {
      type: 'category',
      data: seconds(steps),
      axisLabel: { ...axisText, interval: every - 1, formatter: '{value} 秒' },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: '#D5D5DA' } },
    },
    yAxis: {
      type: 'value',
      axisLabel: { ...axisText, formatter: valueFormat },
      splitLine: { lineStyle: { color: INK.line } },
    },
  }
}

/** A long wait for the last few would press the crowd into a corner: the chart ends where nothing happens any more. */
const lively = (steps: Figures['steps']): Figures['steps'] => {
  const last = steps.findLastIndex(
    ({ arrived, granted, refused, turnedAway }) =>
      arrived + granted + turnedAway + Object.values(refused).reduce((sum, many) => sum + many, 0) > 0,
  )
  return steps.slice(0, last + 1)
}

/** Who came, who got it and who was told why not, by the tenth of a second. */
export function timelineChart({ steps: all, refused, soldOutInMs }: Figures): string {
  const steps = lively(all)
  const codes = Object.entries(refused)
    .sort(([, a], [, b]) => b - a)
    .map(([code]) => code)
  const turnedAway = steps.some((step) => step.turnedAway > 0)
  const names = ['到达', '抢到', ...codes.map(refusalInWords), ...(turnedAway ? ['请稍候再来'] : [])]
  const bar = (name: string, color: string, data: number[]) => ({
    name,
    type: 'bar',
    stack: 'told',
    barCategoryGap: '15%',
    itemStyle: { color },
    data,
  })
  const at = soldOutInMs === undefined ? undefined : (Math.floor(soldOutInMs / STEP_MS) * STEP_MS) / 1_000
  return bothOf((size) => ({
    ...frame(steps, size, count, names),
    series: [
      bar(
        '抢到',
        INK.red,
        steps.map(({ granted }) => granted),
      ),
      ...codes.map((code, i) =>
        bar(
          refusalInWords(code),
          REASONS[i % REASONS.length] ?? '#9A9AA1',
          steps.map((step) => step.refused[code] ?? 0),
        ),
      ),
      ...(turnedAway
        ? [
            bar(
              '请稍候再来',
              '#E3D6C3',
              steps.map((step) => step.turnedAway),
            ),
          ]
        : []),
      {
        name: '到达',
        type: 'line',
        symbol: 'none',
        lineStyle: { color: '#1D1D1F', width: 1.5, type: [4, 3] },
        itemStyle: { color: '#1D1D1F' },
        data: steps.map(({ arrived }) => arrived),
        ...(at === undefined
          ? {}
          : {
              markLine: {
                symbol: 'none',
                silent: true,
                lineStyle: { color: INK.deep, type: 'solid', width: 1 },
                label: {
                  formatter: '抢完',
                  color: INK.deep,
                  fontSize: 12,
                  position: 'end',
                  rotate: 0,
                  distance: 4,
                },
                data: [{ xAxis: at.toFixed(1) }],
              },
            }),
      },
    ],
  }))
}

/** How long an answer took, by the moment it came. */
export function latencyChart({ steps: all }: Figures): string {
  const steps = lively(all)
  const line = (name: string, color: string, of: 'p50' | 'p99') => ({
    name,
    type: 'line',
    symbol: 'none',
    connectNulls: true,
    lineStyle: { color, width: 2 },
    itemStyle: { color },
    ...(of === 'p99' ? { areaStyle: { color, opacity: 0.06 } } : {}),
    data: steps.map((step) => (step[of] === undefined ? null : Math.round(step[of]))),
  })
  return bothOf((size) => ({
    ...frame(steps, size, inSeconds, ['p99', 'p50']),
    series: [line('p99', INK.red, 'p99'), line('p50', INK.blue, 'p50')],
  }))
}
