// The types of the test server.
export interface TimeServer {
  readonly url: string;
  close(): Promise<void>;
}

export function serve(options?: { media?: string }): Promise<TimeServer>;
