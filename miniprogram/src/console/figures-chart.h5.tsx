import { Text, View } from '@tarojs/components'
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  LinearScale,
  Tooltip,
} from 'chart.js'
import { useEffect, useRef } from 'react'
import type { FiguresChartProps } from './figures-chart'

// Only what is drawn is registered, so that nothing else comes along.
Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip)

/** A colour of the theme as it stands now, light or dark. */
const themed = (at: Element, name: string) => getComputedStyle(at).getPropertyValue(name).trim()
const COLOURS = ['--red-fill', '--gold', '--ok', '--ink-3'] as const

/** Bars in a browser: drawn by Chart.js, on the console's pages only. */
export function FiguresChart({ id, label, names, series, across = false }: FiguresChartProps) {
  const holder = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const canvas = holder.current
    if (!canvas) return
    const [ink, lines] = [themed(canvas, '--ink-2'), themed(canvas, '--line')]
    const values = { grid: { color: lines }, ticks: { color: ink, precision: 0 }, beginAtZero: true }
    const labels = { grid: { display: false }, ticks: { color: ink, autoSkip: !across } }
    const config: ChartConfiguration<'bar'> = {
      type: 'bar',
      data: {
        labels: [...names],
        datasets: series.map(({ name, values: data }, i) => ({
          label: name,
          data: [...data],
          backgroundColor: themed(canvas, COLOURS[i % COLOURS.length] ?? '--red-fill'),
          borderRadius: 3,
          maxBarThickness: 28,
        })),
      },
      options: {
        animation: false,
        maintainAspectRatio: false,
        indexAxis: across ? 'y' : 'x',
        scales: across ? { x: values, y: labels } : { x: labels, y: values },
      },
    }
    const chart = new Chart(canvas, config)
    return () => chart.destroy()
  }, [names, series, across])
  return (
    <View className="figures-chart" id={id}>
      <View className="figures-legend t12">
        {series.length > 1 &&
          series.map(({ name }, i) => (
            <View key={name} className="row figures-key">
              <View className={`figures-dot figures-dot-${i}`} />
              <Text>{name}</Text>
            </View>
          ))}
      </View>
      <div style={{ height: across ? `${Math.max(120, names.length * 34)}px` : '220px' }}>
        <canvas ref={holder} role="img" aria-label={label} />
      </div>
    </View>
  )
}
