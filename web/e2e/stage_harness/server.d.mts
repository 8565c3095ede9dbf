// The types of the test server.
export interface TestServer {
  readonly url: string;
  /** Paths of the picture requests so far. */
  readonly requests: string[];
  close(): Promise<void>;
}

export function serve(options?: {
  size?: { width: number; height: number };
  photo?: string | null;
  page?: string;
}): Promise<TestServer>;
