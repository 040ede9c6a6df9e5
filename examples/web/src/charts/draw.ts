import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js'
import { datasetOf, optionsOf } from './chart-options.js'
import type { Drawing, Look } from './drawing.js'

// Only what the page draws, so that the rest of the library is not loaded.
Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
)

/** A chart on a canvas. */
export interface DrawnChart {
  /** Draws other data, or the same in another look, in place. */
  readonly update: (drawing: Drawing, look: Look) => void
  readonly destroy: () => void
}

/** Puts a chart on a canvas. */
export function drawChart(canvas: HTMLCanvasElement, drawing: Drawing, look: Look): DrawnChart {
  const chart = new Chart(canvas, {
    type: drawing.kind,
    data: {
      labels: [...drawing.labels],
      datasets: drawing.series.map((series) => datasetOf(series, drawing.kind, look)),
    },
    options: optionsOf(drawing, look),
  })
  return {
    update: (next, nextLook) => {
      chart.data.labels = [...next.labels]
      for (const [at, series] of next.series.entries()) {
        // The object stays, so that the chart moves from the old values to the new ones.
        chart.data.datasets[at] = Object.assign(
          chart.data.datasets[at] ?? {},
          datasetOf(series, next.kind, nextLook),
        )
      }
      chart.data.datasets.length = next.series.length
      chart.options = optionsOf(next, nextLook)
      chart.update()
    },
    destroy: () => chart.destroy(),
  }
}
