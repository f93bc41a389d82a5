import type { Log } from '../service';
import type { OpenTelemetry } from './openTelemetry';
import type * as OpenTelemetryModule from './openTelemetry';
import { setSpanMaker } from './tracing';

let running: OpenTelemetry | null = null;

/** Traces that are being made. */
export interface RunningTraces {
  /** Sends what has not been sent. */
  close(): Promise<void>;
}

/**
 * Makes traces of a service when `isOn`, else nothing: then nothing of OpenTelemetry is even loaded. Call it before the
 * service connects to anything.
 */
export async function startTracing(service: string, isOn: boolean, log: Log): Promise<RunningTraces | null> {
  if (!isOn) return null;
  // Loaded only here. Not by import(), which would want the name of the built file.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { OpenTelemetry: Maker } = require('./openTelemetry') as typeof OpenTelemetryModule;
  const traces = (running ??= new Maker(log));
  traces.add(service);
  setSpanMaker(traces);
  log.info('traces are sent');
  return {
    async close() {
      const left = await traces.remove(service).catch((error: unknown) => {
        log.warn({ err: error }, 'the last traces could not be sent');
        return 0;
      });
      if (left > 0) return;
      setSpanMaker(null);
      running = null;
    },
  };
}
