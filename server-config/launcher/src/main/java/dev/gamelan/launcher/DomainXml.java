package dev.gamelan.launcher;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The configuration of a stopped domain, addressed by the dotted names of asadmin's {@code set}. While the server is
 * down this takes milliseconds; through asadmin it would take a start, and a second one for what needs a restart.
 */
final class DomainXml {

    /** What tells elements of one kind apart, as the dotted names do. */
    private static final List<String> KEYS = List.of("name", "id", "ref", "jndi-name", "resource-adapter-name");

    private static final List<String> DEFAULT_CONFIG = List.of("configs", "config", "default-config");

    private final Path file;
    private final Document document;

    private DomainXml(Path file, Document document) {
        this.file = file;
        this.document = document;
    }

    static DomainXml read(Path file) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            return new DomainXml(file, factory.newDocumentBuilder().parse(file.toFile()));
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new LauncherException("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    void write() {
        document.normalize();
        StringWriter text = new StringWriter();
        try {
            Transformer transformer = TransformerFactory.newInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.ENCODING, "UTF-8");
            transformer.transform(new DOMSource(document), new StreamResult(text));
        } catch (TransformerException e) {
            throw new LauncherException("Cannot write " + file + ": " + e.getMessage(), e);
        }
        PrivateFile.write(file, text.toString());
    }

    /** Whether there is such a pool, resource, …: {@code contains("resources.jdbc-connection-pool.gamelan")}. */
    boolean contains(String dottedName) {
        List<String> segments = List.of(dottedName.split("\\.", -1));
        try {
            return find(segments) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** {@code a.b.attribute=value} or {@code a.b.property.name=value}; an empty value removes a property. */
    void set(String assignment) {
        int equals = assignment.indexOf('=');
        String dottedName = assignment.substring(0, equals);
        String value = assignment.substring(equals + 1);
        int property = dottedName.indexOf(".property.");
        if (property >= 0) {
            Element owner = find(List.of(dottedName.substring(0, property).split("\\.", -1)));
            setProperty(owner, dottedName.substring(property + ".property.".length()), value);
        } else {
            int last = dottedName.lastIndexOf('.');
            find(List.of(dottedName.substring(0, last).split("\\.", -1)))
                    .setAttribute(dottedName.substring(last + 1), value);
        }
    }

    /** {@code a.b.attribute}; empty when it is not set. */
    String get(String dottedName) {
        int last = dottedName.lastIndexOf('.');
        return find(List.of(dottedName.substring(0, last).split("\\.", -1)))
                .getAttribute(dottedName.substring(last + 1));
    }

    /** Properties of the domain itself whose names begin so. */
    List<String> domainProperties(String prefix) {
        return children(document.getDocumentElement(), "property").stream()
                .map(property -> property.getAttribute("name"))
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    void setDomainProperty(String name, String value) {
        setProperty(document.getDocumentElement(), name, value);
    }

    /** Replaces an option of the same name: {@code -Xmx2g} takes the place of {@code -Xmx1g}. */
    void createJvmOption(String option) {
        Element config = javaConfig();
        String key = optionKey(option);
        children(config, "jvm-options").stream()
                .filter(old -> optionKey(old.getTextContent()).equals(key))
                .forEach(config::removeChild);
        Element element = document.createElement("jvm-options");
        element.setTextContent(option);
        config.appendChild(element);
    }

    void deleteJvmOption(String option) {
        Element config = javaConfig();
        children(config, "jvm-options").stream()
                .filter(old -> old.getTextContent().equals(option))
                .forEach(config::removeChild);
    }

    private static String optionKey(String option) {
        if (option.matches("-Xm[sxn].*")) {
            return option.substring(0, 4);
        }
        if (option.matches("-XX:[+-].*")) {
            return option.substring("-XX:+".length());
        }
        int equals = option.startsWith("-D") || option.startsWith("-XX:") ? option.indexOf('=') : -1;
        return equals < 0 ? option : option.substring(0, equals);
    }

    private Element javaConfig() {
        return find(List.of("configs", "config", "server-config", "java-config"));
    }

    private void setProperty(Element owner, String name, String value) {
        children(owner, "property").stream()
                .filter(old -> old.getAttribute("name").equals(name))
                .forEach(owner::removeChild);
        if (!value.isEmpty()) {
            Element property = document.createElement("property");
            property.setAttribute("name", name);
            property.setAttribute("value", value);
            owner.appendChild(property);
        }
    }

    private Element find(List<String> segments) {
        Element element = document.getDocumentElement();
        for (int i = 0; i < segments.size(); i++) {
            List<Element> candidates = children(element, segments.get(i));
            if (candidates.isEmpty()) {
                element = section(element, segments, i);
                continue;
            }
            element = candidates.get(0);
            if (key(element) != null && i + 1 < segments.size()) {
                String name = segments.get(++i);
                element = candidates.stream()
                        .filter(candidate -> name.equals(key(candidate)))
                        .findFirst()
                        .orElseThrow(() -> notFound(segments));
            }
        }
        return element;
    }

    /**
     * Payara adds some sections only when they are first needed: from the configuration that is its model for new ones,
     * or with nothing but defaults.
     */
    private Element section(Element parent, List<String> segments, int index) {
        String tag = segments.get(index);
        if (index + 1 < segments.size()) {
            throw notFound(segments);
        }
        List<Element> models = children(find(DEFAULT_CONFIG), tag);
        if (models.isEmpty() && !tag.matches(".*-config(uration)?")) {
            throw notFound(segments);
        }
        Node section =
                models.isEmpty() ? document.createElement(tag) : models.get(0).cloneNode(true);
        return (Element) parent.appendChild(section);
    }

    private IllegalArgumentException notFound(List<String> segments) {
        return new IllegalArgumentException(file + " has no " + String.join(".", segments));
    }

    private static String key(Element element) {
        return KEYS.stream()
                .filter(element::hasAttribute)
                .map(element::getAttribute)
                .findFirst()
                .orElse(null);
    }

    private static List<Element> children(Element parent, String tag) {
        List<Element> found = new ArrayList<>();
        NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element element && element.getTagName().equals(tag)) {
                found.add(element);
            }
        }
        return found;
    }
}
