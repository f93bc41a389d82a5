import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  context,
  createContextKey,
  diag,
  DiagLogLevel,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Span,
  type Tracer,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { AppError } from '../errors';
import type { Log } from '../service';
import type { SpanAttributes, SpanMaker } from './tracing';

const SERVICE = createContextKey('cloakroom.service');
const TRACE_CONTEXT = ['traceparent', 'tracestate'] as const;

/** What is asked all the time and tells nothing of a client. */
const UNTRACED = /^\/(health|account-events)\b/;
/** A path names itself only when nothing secret can be in it. */
const ROUTES = /^\/(graphql|register|login|upload|file|s|openapi\.json|\.well-known\/jwks\.json)(?=[/?]|$)/;

/** Spans by OpenTelemetry's SDK, exported as it is configured by OTEL_*, which it reads itself. */
export class OpenTelemetry implements SpanMaker {
  private readonly tracers = new Map<string, { tracer: Tracer; provider: NodeTracerProvider }>();

  /** `log` is told what OpenTelemetry finds wrong: variables that it cannot read, a collector that takes nothing. */
  constructor(log: Log) {
    const warn = (detail: string) => log.warn({ detail }, 'OpenTelemetry has a fault');
    const logger = { error: warn, warn, info: ignore, debug: ignore, verbose: ignore };
    diag.setLogger(logger, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  }

  /** Makes spans of this service from now on. In the all-in-one process each service has its own name. */
  add(service: string): void {
    const resource = defaultResource()
      .merge(resourceFromAttributes({ 'service.name': `cloakroom-${service}` }))
      .merge(detectResources({ detectors: [envDetector] }));
    const provider = new NodeTracerProvider({
      resource,
      spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
    });
    if (this.tracers.size === 0) {
      // Sets how contexts are carried along and between processes; as the provider of all it is replaced at once.
      provider.register();
      trace.disable();
      // Libraries make spans as well, @apollo/gateway those of planning; they are the gateway's, whoever started first.
      trace.setGlobalTracerProvider({
        getTracer: (...about) => (this.tracers.get('gateway')?.provider ?? provider).getTracer(...about),
      });
    }
    this.tracers.set(service, { provider, tracer: provider.getTracer('cloakroom') });
  }

  /** Sends what there is, and makes no more spans of this service. @returns how many services are left. */
  async remove(service: string): Promise<number> {
    const entry = this.tracers.get(service);
    this.tracers.delete(service);
    await entry?.provider.shutdown();
    return this.tracers.size;
  }

  serve(service: string, request: IncomingMessage, response: ServerResponse, handle: () => void): void {
    const tracer = this.tracers.get(service)?.tracer;
    const path = request.url ?? '';
    if (tracer === undefined || UNTRACED.test(path)) {
      handle();
      return;
    }
    const carrier = Object.fromEntries(TRACE_CONTEXT.map((name) => [name, request.headers[name]]));
    const parent = propagation.extract(ROOT_CONTEXT, carrier).setValue(SERVICE, service);
    const route = ROUTES.exec(path)?.[0];
    const method = request.method ?? '';
    const attributes = {
      'http.request.method': method,
      ...(route === undefined ? {} : { 'http.route': route }),
    };
    const name = route === undefined ? method : `${method} ${route}`;
    const span = tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, parent);
    response.once('close', () => {
      span.setAttribute('http.response.status_code', response.statusCode);
      if (response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    });
    const within = trace.setSpan(parent, span);
    // What listens to the body runs where Node reads the connection, outside of the handler's context.
    context.bind(within, request);
    context.bind(within, response);
    context.with(within, handle);
  }

  run<T>(name: string, attributes: SpanAttributes, work: () => Promise<T>): Promise<T> {
    const span = this.begin(name, attributes);
    if (span === undefined) return work();
    return context.with(trace.setSpan(context.active(), span), work).then(
      (result) => {
        span.end();
        return result;
      },
      (error: unknown) => {
        endWith(span, error);
        throw error;
      },
    );
  }

  open(name: string, attributes: SpanAttributes) {
    const span = this.begin(name, attributes);
    return span && { end: (fault?: unknown) => endWith(span, fault) };
  }

  describe(attributes: SpanAttributes, name?: string): void {
    const span = trace.getActiveSpan();
    span?.setAttributes(attributes);
    if (name !== undefined) span?.updateName(name);
  }

  headers(): Record<string, string> {
    const all: Record<string, string> = {};
    propagation.inject(context.active(), all);
    return Object.fromEntries(
      TRACE_CONTEXT.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]])),
    );
  }

  /** Work that belongs to no request makes no trace. */
  private begin(name: string, attributes: SpanAttributes): Span | undefined {
    const active = context.active();
    const service = active.getValue(SERVICE);
    if (typeof service !== 'string') return undefined;
    return this.tracers.get(service)?.tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes }, active);
  }
}

const ignore = () => undefined;

/** What went wrong goes by its name only: messages of drivers hold addresses and values. */
function endWith(span: Span, fault: unknown): void {
  if (fault !== undefined) {
    const type = fault instanceof AppError ? fault.code : fault instanceof Error ? fault.name : typeof fault;
    span.setAttribute('error.type', type);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}
