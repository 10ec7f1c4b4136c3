import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lists the classes that each module of the extension injects into an application: its entry points and all of our classes that they refer to,
 * supertypes first. The build runs it on its class path. Arguments: output directory, our package with slashes, its relocated name, a class to
 * leave out, and for each module its name, '=' and its entry points, separated by commas.
 */
final class HelperLists {
    private final String ours;
    private final String leftOut;
    private final Pattern reference;
    private final Set<String> found = new LinkedHashSet<>();

    private HelperLists(String ours, String leftOut) {
        this.ours = ours;
        this.leftOut = leftOut;
        this.reference = Pattern.compile(Pattern.quote(ours) + "[\\w/$]+");
    }

    public static void main(String[] args) throws IOException {
        for (int i = 4; i < args.length; i++) {
            String[] module = args[i].split("=");
            HelperLists list = new HelperLists(args[1], args[3]);
            for (String entryPoint : module[1].split(",")) {
                list.close(entryPoint);
            }
            List<String> names = new ArrayList<>();
            for (String name : list.found) {
                names.add(args[2] + name.substring(args[1].length()).replace('/', '.'));
            }
            Path directory = Files.createDirectories(Path.of(args[0]));
            Files.write(directory.resolve(module[0] + ".helpers"), names);
        }
    }

    private void close(String entryPoint) throws IOException {
        Queue<String> references = new ArrayDeque<>(List.of(entryPoint));
        while (!references.isEmpty()) {
            add(references.remove(), references);
        }
    }

    /** Adds supertypes at once, because they must come first; other references follow later. */
    private void add(String name, Queue<String> references) throws IOException {
        byte[] bytes = name.equals(leftOut) || found.contains(name) ? null : bytesOf(name);
        if (bytes == null) {
            return;
        }
        ClassFile file = ClassFile.parse(bytes);
        for (String supertype : file.supertypes) {
            if (supertype.startsWith(ours)) {
                add(supertype, references);
            }
        }
        found.add(name);
        for (String text : file.texts) {
            Matcher matcher = reference.matcher(text);
            while (matcher.find()) {
                references.add(matcher.group());
            }
        }
    }

    private static byte[] bytesOf(String name) throws IOException {
        try (InputStream file = ClassLoader.getSystemResourceAsStream(name + ".class")) {
            return file == null ? null : file.readAllBytes();
        }
    }

    /** The parts of the class file format that are needed here. */
    private record ClassFile(List<String> supertypes, List<String> texts) {
        private static final int CONSTANTS_OFFSET = 8;

        static ClassFile parse(byte[] bytes) throws IOException {
            DataInputStream in = new DataInputStream(new java.io.ByteArrayInputStream(bytes));
            in.skipBytes(CONSTANTS_OFFSET);
            int constants = in.readUnsignedShort();
            String[] texts = new String[constants];
            int[] classes = new int[constants];
            for (int i = 1; i < constants; i++) {
                int tag = in.readUnsignedByte();
                switch (tag) {
                    case 1 -> texts[i] = in.readUTF();
                    case 7 -> classes[i] = in.readUnsignedShort();
                    case 8, 16, 19, 20 -> in.skipBytes(2);
                    case 15 -> in.skipBytes(3);
                    case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipBytes(4);
                    case 5, 6 -> {
                        in.skipBytes(8);
                        i++;
                    }
                    default -> throw new IOException("Unknown constant " + tag);
                }
            }
            in.skipBytes(4);
            List<String> supertypes = new ArrayList<>();
            supertypes.add(texts[classes[in.readUnsignedShort()]]);
            int interfaces = in.readUnsignedShort();
            for (int i = 0; i < interfaces; i++) {
                supertypes.add(texts[classes[in.readUnsignedShort()]]);
            }
            List<String> all = new ArrayList<>();
            for (String text : texts) {
                if (text != null) {
                    all.add(text);
                }
            }
            return new ClassFile(supertypes, all);
        }
    }
}
