package io.kinesistrace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** A parsed Markdown document. */
final class Document {
    private static final Pattern LINK = Pattern.compile("]\\(([^)]+)\\)");

    private final Path file;
    private final List<String> headings = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();

    private record Block(String heading, String language, String text) {}

    Document(Path file) {
        this.file = file;
        Parser.builder().build().parse(text()).accept(new Reader());
    }

    Path file() {
        return file;
    }

    String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> lines() {
        return text().lines().toList();
    }

    List<String> headings() {
        return headings;
    }

    /** The anchors by which links refer to the headings. */
    List<String> anchors() {
        return headings.stream()
                .map(heading -> heading.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    String section(String heading) {
        String from = text().split("(?m)^## " + heading + "$", 2)[1];
        return from.split("(?m)^## ", 2)[0];
    }

    /** The fenced blocks below a heading. */
    List<String> blocks(String heading) {
        return blocks.stream()
                .filter(block -> block.heading.equals(heading))
                .map(Block::text)
                .toList();
    }

    List<String> samples(String language) {
        return blocks.stream()
                .filter(block -> block.language.equals(language))
                .map(Block::text)
                .toList();
    }

    List<String> links() {
        return LINK.matcher(text()).results().map(link -> link.group(1)).toList();
    }

    /** The file that a link names, relative to this one. */
    Path target(String link) {
        String name = link.split("#", 2)[0];
        return name.isEmpty() ? file : file.resolveSibling(name);
    }

    @Override
    public String toString() {
        return file.toString();
    }

    private final class Reader extends AbstractVisitor {
        @Override
        public void visit(Heading node) {
            StringBuilder title = new StringBuilder();
            node.accept(new AbstractVisitor() {
                @Override
                public void visit(Text text) {
                    title.append(text.getLiteral());
                }

                @Override
                public void visit(Code code) {
                    title.append(code.getLiteral());
                }
            });
            headings.add(title.toString());
        }

        @Override
        public void visit(FencedCodeBlock block) {
            String heading = headings.isEmpty() ? "" : headings.get(headings.size() - 1);
            blocks.add(new Block(heading, block.getInfo(), block.getLiteral().strip()));
        }
    }
}
