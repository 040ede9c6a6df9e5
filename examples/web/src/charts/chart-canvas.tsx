import { useEffect, useRef, useState } from 'react'
import { useTexts } from '../text/language.js'
import type { drawChart as drawChartOf, DrawnChart } from './draw.js'
import type { Drawing } from './drawing.js'
import { texts } from './texts.js'
import { useLook } from './use-look.js'
import { whenIdle } from './when-idle.js'

type Draw = typeof drawChartOf

/** A chart. The library that draws it comes when the page is idle. */
export function ChartCanvas({ label, drawing }: { readonly label: string; readonly drawing: Drawing }) {
  const { failed } = useTexts(texts)
  const look = useLook()
  const canvas = useRef<HTMLCanvasElement>(null)
  const chart = useRef<DrawnChart | null>(null)
  const [draw, setDraw] = useState<{ readonly chart: Draw } | 'failed' | null>(null)
  useEffect(() => {
    let isGone = false
    const callOff = whenIdle(() => {
      import('./draw.js').then(
        ({ drawChart }) => isGone || setDraw({ chart: drawChart }),
        () => isGone || setDraw('failed'), // no network, for example
      )
    })
    return () => {
      isGone = true
      callOff()
    }
  }, [])
  // Once there is a chart, it gets the new data: a new one would flicker.
  useEffect(() => {
    if (draw === null || draw === 'failed' || canvas.current === null) return
    if (chart.current === null) chart.current = draw.chart(canvas.current, drawing, look)
    else chart.current.update(drawing, look)
  }, [draw, drawing, look])
  useEffect(
    () => () => {
      chart.current?.destroy()
      chart.current = null
    },
    [],
  )
  if (draw === 'failed') return <p className="quiet">{failed}</p>
  return (
    <div className="chart">
      <canvas ref={canvas} role="img" aria-label={label} />
    </div>
  )
}
