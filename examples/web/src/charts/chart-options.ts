import type { ChartDataset, ChartOptions } from 'chart.js'
import type { Drawing, Look, Series } from './drawing.js'

/** A series, as Chart.js takes it. */
export function datasetOf(
  series: Series,
  kind: Drawing['kind'],
  look: Look,
): ChartDataset<'line' | 'bar', (number | null)[]> {
  const colour = look[series.colour]
  return {
    label: series.label,
    data: [...series.values],
    borderColor: colour,
    backgroundColor: colour,
    borderWidth: kind === 'line' ? 2 : 0,
    ...(series.isDashed ? { borderDash: [6, 4] } : {}),
    pointRadius: 0,
    pointHitRadius: 12,
  }
}

/** How the chart looks, as Chart.js takes it. */
export function optionsOf({ series, tick }: Drawing, look: Look): ChartOptions<'line' | 'bar'> {
  const ticks = { color: look.text, maxRotation: 0, autoSkipPadding: 12 }
  return {
    animation: look.isAnimated ? { duration: 200 } : false,
    maintainAspectRatio: false,
    interaction: { mode: 'index', intersect: false },
    scales: {
      x: { ticks, grid: { display: false }, border: { color: look.line } },
      y: {
        ticks: { ...ticks, callback: (value) => tick(Number(value)) },
        grid: { color: look.line },
        border: { display: false },
        beginAtZero: true,
      },
    },
    plugins: {
      legend: { align: 'start', labels: { color: look.text, boxWidth: 24, boxHeight: 2 } },
      tooltip: {
        callbacks: {
          label: ({ datasetIndex, dataIndex }) => {
            const of = series[datasetIndex]
            return of ? `${of.label}: ${of.texts[dataIndex] ?? ''}` : ''
          },
        },
      },
    },
  }
}
