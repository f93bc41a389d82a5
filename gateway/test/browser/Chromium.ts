import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'undici';

/** Debian's package `chromium`. */
const CHROMIUM = '/usr/bin/chromium';

/** Whether there is a browser on this machine. */
export const hasChromium = existsSync(CHROMIUM);

/** One message of the Chrome DevTools Protocol. */
interface Message {
  id?: number;
  method?: string;
  params?: Record<string, never> & { message?: { text?: string }; entry?: { text?: string; url?: string } };
  result?: Record<string, never>;
  error?: { message: string };
}

/** A page in a headless Chromium that reaches this machine and nothing else. */
export class Chromium {
  /** What the page has complained about: exceptions, failed loads, breaches of its policy. */
  readonly complaints: string[] = [];
  private readonly waiting = new Map<number, (message: Message) => void>();
  private nextId = 0;

  private constructor(
    private readonly process: ChildProcess,
    private readonly socket: WebSocket,
    private readonly profile: string,
  ) {
    socket.addEventListener('message', ({ data }) => this.read(JSON.parse(String(data)) as Message));
  }

  /** Starts one with a fresh profile. */
  static async start(): Promise<Chromium> {
    const profile = await mkdtemp(join(tmpdir(), 'cloakroom-chromium-'));
    const args = [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--no-first-run',
      '--disable-background-networking',
      '--window-size=1400,900',
      // Every name but this machine's is unknown, as without internet.
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      'about:blank',
    ];
    const process = spawn(CHROMIUM, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    const port = await new Promise<string>((resolve, reject) => {
      let text = '';
      process.stderr.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        const found = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(text);
        if (found !== null) resolve(found[1]!);
      });
      process.once('exit', (code) => reject(new Error(`chromium ended with ${code}: ${text}`)));
    });
    const pages = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as {
      type: string;
      webSocketDebuggerUrl: string;
    }[];
    const socket = new WebSocket(pages.find(({ type }) => type === 'page')!.webSocketDebuggerUrl);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve, { once: true });
      socket.addEventListener('error', reject, { once: true });
    });
    const browser = new Chromium(process, socket, profile);
    for (const domain of ['Page', 'Runtime', 'Log']) await browser.send(`${domain}.enable`);
    return browser;
  }

  /** Opens an address. */
  async open(url: string): Promise<void> {
    await this.send('Page.navigate', { url });
  }

  /** The value of an expression in the page; promises are waited for. */
  async evaluate<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = (await this.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    })) as { result: { value: T }; exceptionDetails?: { exception?: { description?: string } } };
    if (exceptionDetails !== undefined)
      throw new Error(`${expression}: ${exceptionDetails.exception?.description}`);
    return result.value;
  }

  /** Waits until an expression is true in the page. */
  async waitFor(expression: string, atMostMs = 20_000): Promise<void> {
    const giveUpAt = Date.now() + atMostMs;
    while (!(await this.evaluate<boolean>(`Boolean(${expression})`))) {
      if (Date.now() > giveUpAt) {
        const text = await this.evaluate<string>('document.body?.innerText');
        throw new Error(`not within ${atMostMs} ms: ${expression}\n${this.complaints.join('\n')}\n${text}`);
      }
      await pause(50);
    }
  }

  /** Writes what the page looks like as PNG. */
  async screenshot(path: string): Promise<void> {
    const { data } = (await this.send('Page.captureScreenshot')) as { data: string };
    await writeFile(path, Buffer.from(data, 'base64'));
  }

  /** Ends it and removes its profile. */
  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.socket.close();
    this.process.kill('SIGKILL');
    await ended;
    await rm(this.profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }

  private async send(method: string, params: object = {}): Promise<object> {
    const id = ++this.nextId;
    const answer = new Promise<Message>((resolve) => this.waiting.set(id, resolve));
    this.socket.send(JSON.stringify({ id, method, params }));
    const { result, error } = await answer;
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result ?? {};
  }

  private read({ id, method, params, ...answer }: Message): void {
    if (id !== undefined) {
      this.waiting.get(id)?.(answer);
      this.waiting.delete(id);
    } else if (method === 'Runtime.exceptionThrown') this.complaints.push(JSON.stringify(params));
    else if (method === 'Log.entryAdded' && params?.entry !== undefined)
      this.complaints.push(`${params.entry.text} ${params.entry.url ?? ''}`);
  }
}
