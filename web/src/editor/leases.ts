// Extends leases in time: of the item that somebody works on, and of the one that was fetched ahead.
import { ApiError } from '../api/client';
import type { Task } from '../model/types';
import type { Service } from './service';

/** A lease is extended while somebody works and less than this is left. */
const EXTEND_BELOW_MS = 20 * 60_000;

/** The deadline from now on; nothing when the lease is lost. */
export async function extended(
  service: Pick<Service, 'extend'>,
  assignment: string,
  deadline: number,
): Promise<number | null> {
  if (deadline - Date.now() > EXTEND_BELOW_MS) return deadline;
  try {
    return (await service.extend(assignment)).deadline;
  } catch (error) {
    return isLost(error) ? null : deadline;
  }
}

/** Whether an assignment is nobody's to work on any more: submitted, given back, or taken by somebody else. */
export function isLost(error: unknown): boolean {
  return error instanceof ApiError && [404, 409, 410].includes(error.status);
}

export function hasEnded(task: Task): boolean {
  return task.assignment.deadline <= Date.now();
}

export function withDeadline(task: Task, deadline: number): Task {
  return { ...task, assignment: { ...task.assignment, deadline } };
}
