import {
  type CustomManifest,
  customModelRules,
  EngineError,
  type ManifestGuess,
  ONNX_LIMITS,
  parseManifest,
  suggestManifest,
} from '@backgroundfx/core';
import { useEffect, useRef, useState } from 'react';
import type { OwnModel } from '../../engine/chosen-model.ts';
import type { InspectedModel } from '../../engine/cutout.api.ts';
import { useWorkspace } from '../../state/use-workspace.ts';
import { sha256Hex } from '../../storage/sha256.ts';
import { type Told, tellOwnModel } from '../../words/tell-problem.ts';
import { useWords } from '../../words/use-words.ts';
import { type ManifestForm, tellsClasses, toForm, toManifest } from './manifest-form.ts';

/** A manifest is a page of text. */
const MOST_MANIFEST_BYTES = 1_000_000;

/** A file that passed the static checks. */
export interface OpenedFile extends InspectedModel {
  readonly name: string;
  /** A copy: what was checked is what will run, whatever happens to the file. */
  readonly copy: Blob;
}

/** A manifest's file that is no JSON. */
class NotJson extends Error {
  override readonly name = 'NotJson';
}

/** Steps from a file to a network that is chosen; whatever fails changes nothing that was there before. */
export interface OwnModelSteps {
  readonly opened: OpenedFile | null;
  readonly form: ManifestForm | null;
  /** Settings that the file does not settle. */
  readonly guessed: readonly ManifestGuess[];
  readonly busy: 'checking' | 'trying' | null;
  readonly problem: Told | null;
  /** A manifest is there, and its network is not. */
  readonly isWaiting: boolean;
  /** A network, its manifest, or both. */
  readonly add: (files: readonly File[]) => Promise<void>;
  readonly edit: (change: Partial<ManifestForm>) => void;
  /** Tries the network and chooses it. Resolves to whether that was done. */
  readonly take: () => Promise<boolean>;
}

export function useOwnModel(): OwnModelSteps {
  const words = useWords();
  const inspectModel = useWorkspace(state => state.inspectModel);
  const takeOwn = useWorkspace(state => state.takeOwn);
  const [opened, setOpened] = useState<OpenedFile | null>(null);
  const [form, setForm] = useState<ManifestForm | null>(null);
  const [guessed, setGuessed] = useState<readonly ManifestGuess[]>([]);
  const [pending, setPending] = useState<CustomManifest | null>(null);
  const [busy, setBusy] = useState<OwnModelSteps['busy']>(null);
  const [problem, setProblem] = useState<Told | null>(null);
  const job = useRef<AbortController | null>(null);
  useEffect(() => () => job.current?.abort(), []);

  /** Does one thing at a time; what fails is told, what is cancelled is not. */
  async function attempt(
    name: 'checking' | 'trying',
    work: (signal: AbortSignal) => Promise<void>,
    fileName = opened?.name,
  ) {
    job.current?.abort();
    const mine = new AbortController();
    job.current = mine;
    setBusy(name);
    setProblem(null);
    try {
      await work(mine.signal);
      return !mine.signal.aborted;
    } catch (error) {
      if (mine.signal.aborted) return false;
      const told = error instanceof NotJson ? words.ownModel.notJson : tellOwnModel(error, words);
      // The one that was opened before is still there: nobody is to take it for the one that is refused.
      const isOther = opened !== null && fileName !== undefined && fileName !== opened.name;
      setProblem(isOther ? { ...told, title: `${fileName}: ${told.title}` } : told);
      return false;
    } finally {
      if (job.current === mine) setBusy(null);
    }
  }

  async function add(files: readonly File[]): Promise<void> {
    const json = files.find(isManifest);
    const graph = files.find(file => !isManifest(file));
    await attempt(
      'checking',
      async signal => {
        // A manifest that came alone waits for its network.
        const said = json ? await readManifest(json) : opened ? null : pending;
        const file = graph ? await openFile(graph, signal, inspectModel) : opened;
        if (signal.aborted) return;
        setPending(said);
        if (!file) return;
        const suggestion = suggestManifest(file.facts, file.name.replace(/\.onnx$/i, ''));
        setOpened(file);
        setForm(toForm(said ?? suggestion.manifest));
        setGuessed(said ? [] : suggestion.guessed);
      },
      (graph ?? json)?.name,
    );
  }

  function take(): Promise<boolean> {
    return attempt('trying', async signal => {
      if (opened && form) await takeOwn(await modelOf(opened, form), signal);
    });
  }

  return {
    opened,
    form,
    guessed,
    busy,
    problem,
    isWaiting: pending !== null && opened === null,
    add,
    edit: change => setForm(before => before && { ...before, ...change }),
    take,
  };
}

function isManifest({ name }: File): boolean {
  return /\.json$/i.test(name);
}

async function readManifest(file: File): Promise<CustomManifest> {
  let json: unknown;
  try {
    json = JSON.parse(file.size > MOST_MANIFEST_BYTES ? '' : await file.text());
  } catch {
    throw new NotJson('The manifest is not JSON');
  }
  return parseManifest(json);
}

async function openFile(
  file: File,
  signal: AbortSignal,
  inspectModel: (file: Blob, signal: AbortSignal) => Promise<InspectedModel>,
): Promise<OpenedFile> {
  // One that is too large is not even copied: it is refused by its size.
  const copy = file.size > ONNX_LIMITS.bytes ? file : new Blob([await bytesOf(file)]);
  return { name: file.name, copy, ...(await inspectModel(copy, signal)) };
}

async function bytesOf(file: File): Promise<ArrayBuffer> {
  try {
    return await file.arrayBuffer();
  } catch (cause) {
    throw new EngineError('model_unavailable', `The file ${file.name} cannot be read`, { cause });
  }
}

async function modelOf({ copy, facts, sha256 }: OpenedFile, form: ManifestForm): Promise<OwnModel> {
  const manifest = toManifest(form);
  const rules = customModelRules(manifest, facts);
  const description = await sha256Hex(new TextEncoder().encode(JSON.stringify(rules)));
  return {
    kind: 'own',
    key: `own-${sha256.slice(0, 12)}-${description.slice(0, 8)}`,
    file: copy,
    entry: {
      id: 'custom',
      displayName: manifest.name,
      kind: tellsClasses(manifest.output.values) ? 'classes' : 'saliency',
      ...rules,
    },
  };
}
